using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Makes a request for media (N-CREATE, PS3.4 §S.3.2.1): durable, and idle until it is initiated.</summary>
[ExportDimseHandler(typeof(INCreateHandler), "1.2.840.10008.5.1.1.33", Rehearses = true)] // Media Creation Management
[method: ImportingConstructor]
public sealed class CreateHandler(MediaRequests requests, IPluginSettings<MediaSettings> settings, ILoggerFactory loggers) : INCreateHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<CreateHandler>();

    /// <inheritdoc/>
    public async ValueTask<NServiceResponse> HandleAsync(NCreateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var caller = request.Context.CallingAETitle;
        if (CreateRequest.WhyNot(request.AttributeList, settings.Current.MaximumInstances) is { } refusal)
        {
            _logger.Refused(caller.Value, refusal.ErrorComment ?? "", request.Context.CorrelationId);
            return refusal;
        }

        var uid = request.AffectedSopInstanceUid.IsEmpty ? Uid.New() : request.AffectedSopInstanceUid;
        try
        {
            if (!await requests.AddAsync(uid, new MediaJob { Request = request.AttributeList }, caller, cancellationToken).ConfigureAwait(false))
            {
                _logger.Refused(caller.Value, $"There is a request {uid}.", request.Context.CorrelationId);
                return new(DimseStatus.DuplicateSopInstance, "There is such a request already");
            }
        }
        catch (CatalogException failure)
        {
            _logger.QueueFailed(caller.Value, failure.Message, request.Context.CorrelationId);
            return QueueFailure.Response(failure);
        }

        _logger.Created(uid, caller.Value, request.AttributeList.GetItems(Tags.ReferencedSOPSequence).Length, request.Context.CorrelationId);
        return new NServiceResponse(DimseStatus.Success) { AffectedSopInstanceUid = uid };
    }
}
