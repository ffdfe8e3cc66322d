using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Move;

/// <summary>What C-MOVE and C-GET have in common before the first sub-operation: who asks for which instances.</summary>
internal static class RetrieveRequest
{
    /// <summary>The instances that an identifier chooses, or the response where it chooses none.</summary>
    public static async ValueTask<(IReadOnlyList<CatalogInstance>? Instances, RetrieveResponse? Response)> ResolveAsync(
        OperationContext context, Uid sopClass, DicomDataSet identifier, ICatalog catalog, ICatalogScopePolicy scopes, ILogger logger, CancellationToken cancellationToken)
    {
        if (InformationModel.Of(sopClass) is not { } model)
        {
            return (null, new RetrieveResponse(DimseStatus.SopClassNotSupported));
        }

        var (selection, refusal) = RetrieveIdentifier.Read(model, identifier);
        if (selection is null)
        {
            logger.Refused(context.CallingAETitle.Value, refusal!.ErrorComment!, context.CorrelationId);
            return (null, refusal);
        }

        try
        {
            var scope = await scopes.OfAsync(CatalogCaller.Of(context), cancellationToken).ConfigureAwait(false);
            var instances = new List<CatalogInstance>();
            await foreach (var instance in catalog.SelectAsync(selection with { Scope = scope }, cancellationToken).ConfigureAwait(false))
            {
                instances.Add(instance);
            }

            return instances.Count == 0 ? (null, new RetrieveResponse(DimseStatus.Success, default(SubOperations))) : (instances, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (null, new RetrievalCounters(0).Cut(context.CancellationReason()));
        }
        catch (CatalogException failure)
        {
            logger.CatalogFailed(context.CallingAETitle.Value, failure.Message, context.CorrelationId);
            return (null, failure.IsTransient
                ? new RetrieveResponse(DimseStatus.OutOfResourcesForMatches) { ErrorComment = "The catalog is not available at present." }
                : new RetrieveResponse(DimseStatus.CannotUnderstand) { ErrorComment = "The catalog cannot perform the query." });
        }
    }
}
