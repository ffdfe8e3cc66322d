using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

public sealed partial class TestOperation
{
    /// <summary>An N-CREATE request.</summary>
    /// <param name="sopClass">The SOP class.</param>
    /// <param name="sopInstance">The SOP instance; empty where the handler is to make one.</param>
    /// <param name="attributeList">The attributes.</param>
    public NCreateRequest NCreate(Uid sopClass, Uid sopInstance, DicomDataSet attributeList) => new()
    {
        Context = Context(sopClass),
        AffectedSopClassUid = sopClass,
        AffectedSopInstanceUid = sopInstance,
        AttributeList = attributeList,
    };

    /// <summary>An N-ACTION request.</summary>
    public NActionRequest NAction(Uid sopClass, Uid sopInstance, ushort actionTypeId, DicomDataSet actionInformation) => new()
    {
        Context = Context(sopClass),
        RequestedSopClassUid = sopClass,
        RequestedSopInstanceUid = sopInstance,
        ActionTypeId = actionTypeId,
        ActionInformation = actionInformation,
    };

    /// <summary>An N-GET request.</summary>
    /// <param name="sopClass">The SOP class.</param>
    /// <param name="sopInstance">The SOP instance.</param>
    /// <param name="attributes">What is asked for; none for all.</param>
    public NGetRequest NGet(Uid sopClass, Uid sopInstance, params IEnumerable<Tag> attributes) => new()
    {
        Context = Context(sopClass),
        RequestedSopClassUid = sopClass,
        RequestedSopInstanceUid = sopInstance,
        AttributeIdentifierList = [.. attributes],
    };

    /// <summary>An N-SET request.</summary>
    public NSetRequest NSet(Uid sopClass, Uid sopInstance, DicomDataSet modificationList) => new()
    {
        Context = Context(sopClass),
        RequestedSopClassUid = sopClass,
        RequestedSopInstanceUid = sopInstance,
        ModificationList = modificationList,
    };

    /// <summary>An N-DELETE request.</summary>
    public NDeleteRequest NDelete(Uid sopClass, Uid sopInstance) =>
        new() { Context = Context(sopClass), RequestedSopClassUid = sopClass, RequestedSopInstanceUid = sopInstance };

    /// <summary>An N-EVENT-REPORT request.</summary>
    public NEventReportRequest NEventReport(Uid sopClass, Uid sopInstance, ushort eventTypeId, DicomDataSet eventInformation) => new()
    {
        Context = Context(sopClass),
        AffectedSopClassUid = sopClass,
        AffectedSopInstanceUid = sopInstance,
        EventTypeId = eventTypeId,
        EventInformation = eventInformation,
    };
}
