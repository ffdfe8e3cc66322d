using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Tells how far a request for media is (N-GET, PS3.4 §S.3.2.4).</summary>
[ExportDimseHandler(typeof(INGetHandler), "1.2.840.10008.5.1.1.33")] // Media Creation Management
[method: ImportingConstructor]
public sealed class GetHandler(IMediaQueue queue, ILoggerFactory loggers) : INGetHandler
{
    private readonly ILogger _logger = loggers.CreateLogger<GetHandler>();

    /// <inheritdoc/>
    public async ValueTask<NServiceResponse> HandleAsync(NGetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            return await queue.GetAsync(request.RequestedSopInstanceUid, cancellationToken).ConfigureAwait(false) is { } stored
                ? new NServiceResponse(Chosen(AnswerOf(stored.Job), request.AttributeIdentifierList))
                : new(DimseStatus.NoSuchSopInstance, "There is no such request");
        }
        catch (CatalogException failure)
        {
            _logger.QueueFailed(request.Context.CallingAETitle.Value, failure.Message, request.Context.CorrelationId);
            return QueueFailure.Response(failure);
        }
    }

    private static DicomDataSet AnswerOf(Job job)
    {
        try
        {
            return MediaJob.Read(job.Attributes).ToAnswer();
        }
        catch (FormatException)
        {
            // What it was nobody knows any more; the queue has noted why, for administrators.
            return new DicomDataSetBuilder().Set(Tags.ExecutionStatus, "FAILURE").Set(Tags.ExecutionStatusInfo, MediaStatusInfo.Unknown).Build();
        }
    }

    private static DicomDataSet Chosen(DicomDataSet all, IReadOnlyCollection<Tag> tags)
    {
        if (tags.Count == 0)
        {
            return all;
        }

        var chosen = new DicomDataSetBuilder();
        foreach (var element in all.Where(element => tags.Contains(element.Tag) || element.Tag == Tags.SpecificCharacterSet))
        {
            chosen.Set(element);
        }

        return chosen.Build();
    }
}
