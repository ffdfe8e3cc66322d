using System.Collections.Concurrent;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.Normalized;

[ExportDimseHandler(typeof(INCreateHandler), SopClass)]
[ExportDimseHandler(typeof(INSetHandler), SopClass)]
[ExportDimseHandler(typeof(INGetHandler), SopClass)]
[ExportDimseHandler(typeof(INActionHandler), SopClass)]
[ExportDimseHandler(typeof(INEventReportHandler), SopClass)]
[ExportDimseHandler(typeof(INDeleteHandler), SopClass)]
public sealed class Normalized : INCreateHandler, INSetHandler, INGetHandler, INActionHandler, INEventReportHandler, INDeleteHandler
{
    private const string SopClass = "1.2.840.10008.3.1.2.3.3";
    private static readonly ConcurrentDictionary<Uid, DicomDataSet> Instances = [];

    public ValueTask<NServiceResponse> HandleAsync(NCreateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(Instances.TryAdd(request.AffectedSopInstanceUid, request.AttributeList) ? DimseStatus.Success : DimseStatus.DuplicateSopInstance);
    }

    public ValueTask<NServiceResponse> HandleAsync(NSetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Instances.TryGetValue(request.RequestedSopInstanceUid, out var attributes))
        {
            return new(DimseStatus.NoSuchSopInstance);
        }

        var builder = attributes.ToBuilder();
        foreach (var element in request.ModificationList)
        {
            builder.Set(element);
        }

        Instances[request.RequestedSopInstanceUid] = builder.Build();
        return new(DimseStatus.Success);
    }

    public ValueTask<NServiceResponse> HandleAsync(NGetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new(Instances.TryGetValue(request.RequestedSopInstanceUid, out var attributes)
            ? new NServiceResponse(attributes)
            : DimseStatus.NoSuchSopInstance);
    }

    public ValueTask<NServiceResponse> HandleAsync(NActionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Known(request.RequestedSopInstanceUid, request.ActionTypeId == 7);
    }

    public ValueTask<NServiceResponse> HandleAsync(NEventReportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Known(request.AffectedSopInstanceUid, request.EventTypeId == 3);
    }

    public ValueTask<NServiceResponse> HandleAsync(NDeleteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Known(request.RequestedSopInstanceUid, Instances.TryRemove(request.RequestedSopInstanceUid, out _), isKnown: true);
    }

    private static ValueTask<NServiceResponse> Known(Uid instance, bool isRight, bool isKnown = false) => new(
        !isKnown && !Instances.ContainsKey(instance) ? DimseStatus.NoSuchSopInstance : isRight ? DimseStatus.Success : DimseStatus.ProcessingFailure);
}
