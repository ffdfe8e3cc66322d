using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Initiates and cancels requests for media (N-ACTION, PS3.4 §S.3.2.2, §S.3.2.3).</summary>
[ExportDimseHandler(typeof(INActionHandler), "1.2.840.10008.5.1.1.33")] // Media Creation Management
[method: ImportingConstructor]
public sealed class ActionHandler(MediaRequests requests, ILoggerFactory loggers) : INActionHandler
{
    private const ushort Initiate = 1;
    private const ushort Cancel = 2;
    private static readonly DimseStatus AlreadyInitiated = new(0xA510);
    private static readonly DimseStatus AlreadyCompleted = new(0xC201);
    private static readonly DimseStatus NotInterruptible = new(0xC202);
    private static readonly DimseStatus CancellationDenied = new(0xC203);

    private readonly ILogger _logger = loggers.CreateLogger<ActionHandler>();

    /// <inheritdoc/>
    public async ValueTask<NServiceResponse> HandleAsync(NActionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return request.ActionTypeId switch
            {
                Initiate => await InitiateAsync(request, cancellationToken).ConfigureAwait(false),
                Cancel => await CancelAsync(request, cancellationToken).ConfigureAwait(false),
                _ => new(DimseStatus.NoSuchActionType, "The action types are 1 and 2"),
            };
        }
        catch (CatalogException failure)
        {
            _logger.QueueFailed(request.Context.CallingAETitle.Value, failure.Message, request.Context.CorrelationId);
            return request.ActionTypeId == Cancel ? new(CancellationDenied, "It cannot be cancelled now: ask again") : QueueFailure.Response(failure);
        }
    }

    private async ValueTask<NServiceResponse> InitiateAsync(NActionRequest request, CancellationToken cancellationToken)
    {
        var information = request.ActionInformation;
        var copies = information.Contains(Tags.NumberOfCopies) ? information.GetInt32(Tags.NumberOfCopies) ?? 0 : 1;
        if (copies is < 1 or > MediaJob.MaximumCopies)
        {
            return Invalid(Tags.NumberOfCopies, $"1 to {MediaJob.MaximumCopies} copies can be made");
        }

        MediaPriority priority;
        switch (information.GetString(Tags.RequestPriority))
        {
            case null or "" or "MED":
                priority = MediaPriority.Medium;
                break;
            case "HIGH":
                priority = MediaPriority.High;
                break;
            case "LOW":
                priority = MediaPriority.Low;
                break;
            default:
                return Invalid(Tags.RequestPriority, "The priority is HIGH, MED or LOW");
        }

        return await requests.InitiateAsync(request.RequestedSopInstanceUid, copies, priority, CatalogCaller.Of(request.Context), cancellationToken).ConfigureAwait(false) switch
        {
            null => NoSuchRequest(),
            false => new(AlreadyInitiated, "It was initiated before"),
            true => DimseStatus.Success,
        };
    }

    private async ValueTask<NServiceResponse> CancelAsync(NActionRequest request, CancellationToken cancellationToken) =>
        await requests.CancelAsync(request.RequestedSopInstanceUid, request.Context.CallingAETitle.Value, cancellationToken).ConfigureAwait(false) switch
        {
            MediaCancellation.Cancelled => DimseStatus.Success,
            MediaCancellation.Completed => new(AlreadyCompleted, "It is completed already"),
            MediaCancellation.InProgress => new(NotInterruptible, "It is in progress and cannot be interrupted"),
            _ => NoSuchRequest(),
        };

    private static NServiceResponse NoSuchRequest() => new(DimseStatus.NoSuchSopInstance, "There is no such request, or it has failed");

    private static NServiceResponse Invalid(Tag tag, string comment) => new(DimseStatus.InvalidArgumentValue, comment) { OffendingElements = [tag] };
}
