using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Find;

/// <summary>Performs C-FIND for the query/retrieve information models (PS3.4 §C.4.1).</summary>
[ExportDimseHandler(
    typeof(ICFindHandler), InformationModel.PatientRoot, InformationModel.StudyRoot, InformationModel.PatientStudyOnly, QueryRetrieveOptions = NegotiatedQuery.Supported)]
[method: ImportingConstructor]
public sealed class FindHandler(ICatalog catalog, ICatalogScopePolicy scopes, IPluginContext plugin, IPluginSettings<FindSettings> settings, ILoggerFactory loggers) : ICFindHandler
{
    private readonly ILogger _logger = loggers.CreateLogger(typeof(FindHandler).FullName!); // one is made for each query: a name that the type keeps

    /// <inheritdoc/>
    public async ValueTask<FinalResponse> HandleAsync(CFindRequest request, IPendingResponses<DicomDataSet> pending, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(pending);
        var (context, caller) = (request.Context, request.Context.CallingAETitle.Value);
        if (InformationModel.Of(request.AffectedSopClassUid) is not { } model)
        {
            return DimseStatus.SopClassNotSupported;
        }

        var (agreed, now) = (context.QueryRetrieveOptions, settings.Current);
        if (!now.TryFindTimeZone(out var local))
        {
            _logger.UnknownTimeZone(now.TimeZone);
        }

        if (!FindIdentifier.TryRead(model, request.Identifier, agreed, local, now.RefusesWhatWasNotNegotiated, out var identifier, out var refusal))
        {
            _logger.Refused(caller, refusal.ErrorComment ?? "", context.CorrelationId);
            return refusal;
        }

        var (count, limit, characters) = (0, now.LimitFor(context.CallingAETitle), now.AnswersTo(context.CallingAETitle, request.Identifier));
        try
        {
            var scope = await scopes.OfAsync(CatalogCaller.Of(context), cancellationToken).ConfigureAwait(false);
            var query = identifier.Query with { MatchesOtherPatientIds = now.MatchesOtherPatientIds, Limit = limit + 1, Scope = scope };
            await foreach (var match in catalog.FindAsync(query, cancellationToken).ConfigureAwait(false))
            {
                if (count == limit)
                {
                    _logger.LimitReached(identifier.LevelText, caller, count, context.CorrelationId);
                    return new FinalResponse(DimseStatus.OutOfResources, string.Create(CultureInfo.InvariantCulture, $"There are more than {count} matches: ask for less."));
                }

                await pending.SendAsync(AnswerText.In(characters, FindResponse.Of(match, identifier, plugin.HostAETitle)), cancellationToken).ConfigureAwait(false);
                count++;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var reason = context.CancellationReason();
            _logger.Cancelled(identifier.LevelText, caller, count, reason, context.CorrelationId);
            return reason == CancellationReason.PeerCancelled
                ? DimseStatus.Cancel
                : new FinalResponse(DimseStatus.OutOfResources, "The server is stopping.");
        }
        catch (CatalogException failure)
        {
            _logger.CatalogFailed(caller, failure.Message, context.CorrelationId);
            return failure.IsTransient
                ? new FinalResponse(DimseStatus.OutOfResources, "The catalog is not available at present.")
                : new FinalResponse(DimseStatus.CannotUnderstand, "The catalog cannot perform the query.");
        }

        _logger.Answered(identifier.LevelText, caller, count, context.CorrelationId);
        return DimseStatus.Success;
    }
}
