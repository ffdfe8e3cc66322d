using System.Collections.Concurrent;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Fixtures.Steward;

/// <summary>The SOP instances, as long as the plugin lives.</summary>
[Export, Shared]
public sealed class Instances
{
    public const string SopClass = "1.2.840.10008.5.1.1.33";

    public ConcurrentDictionary<Uid, DicomDataSet> All { get; } = new();
}

[ExportDimseHandler(typeof(INCreateHandler), Instances.SopClass)]
[method: ImportingConstructor]
public sealed class Creator(Instances instances) : INCreateHandler
{
    public ValueTask<NServiceResponse> HandleAsync(NCreateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!request.AttributeList.Contains(Tags.PatientID))
        {
            return ValueTask.FromResult(new NServiceResponse(DimseStatus.MissingAttribute, "No Patient ID") { AttributeIdentifierList = [Tags.PatientID], ErrorId = 7 });
        }

        var instance = request.AffectedSopInstanceUid.IsEmpty ? Uid.New() : request.AffectedSopInstanceUid;
        return ValueTask.FromResult(instances.All.TryAdd(instance, request.AttributeList)
            ? new NServiceResponse(request.AttributeList) { AffectedSopInstanceUid = instance }
            : DimseStatus.DuplicateSopInstance);
    }
}

[ExportDimseHandler(typeof(INGetHandler), Instances.SopClass)]
[method: ImportingConstructor]
public sealed class Getter(Instances instances) : INGetHandler
{
    public ValueTask<NServiceResponse> HandleAsync(NGetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!instances.All.TryGetValue(request.RequestedSopInstanceUid, out var instance))
        {
            return ValueTask.FromResult<NServiceResponse>(DimseStatus.NoSuchSopInstance);
        }

        var asked = new DicomDataSetBuilder();
        foreach (var tag in request.AttributeIdentifierList.Where(instance.Contains))
        {
            asked.Set(tag, instance.GetString(tag) ?? "");
        }

        return ValueTask.FromResult(new NServiceResponse(request.AttributeIdentifierList.IsEmpty ? instance : asked.Build()));
    }
}

[ExportDimseHandler(typeof(INSetHandler), Instances.SopClass)]
[method: ImportingConstructor]
public sealed class Setter(Instances instances) : INSetHandler
{
    public ValueTask<NServiceResponse> HandleAsync(NSetRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        instances.All[request.RequestedSopInstanceUid] = request.ModificationList;
        return ValueTask.FromResult(new NServiceResponse(request.ModificationList));
    }
}

[ExportDimseHandler(typeof(INDeleteHandler), Instances.SopClass)]
[method: ImportingConstructor]
public sealed class Deleter(Instances instances) : INDeleteHandler
{
    public ValueTask<NServiceResponse> HandleAsync(NDeleteRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ValueTask.FromResult<NServiceResponse>(
            instances.All.TryRemove(request.RequestedSopInstanceUid, out _) ? DimseStatus.Success : DimseStatus.NoSuchSopInstance);
    }
}
