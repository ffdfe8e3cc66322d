using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <content>The DIMSE-N services (PS3.7 §10.1): as SCU, but N-EVENT-REPORT, which the SCP sends.</content>
public sealed partial class Association
{
    /// <summary>N-EVENT-REPORT (PS3.7 §10.1.1): tells the SCU of a SOP class of an event.</summary>
    /// <param name="sopClassUid">The Affected SOP Class UID.</param>
    /// <param name="sopInstanceUid">The Affected SOP Instance UID.</param>
    /// <param name="eventTypeId">The Event Type ID.</param>
    /// <param name="eventInformation">The Event Information; null for none.</param>
    /// <param name="context">The presentation context; null, the default, for the first of the SOP class in which this side is SCP.</param>
    /// <param name="cancellationToken">See <see cref="InvokeAsync"/>.</param>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="PresentationContextException">There is no such presentation context; nothing was sent.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public ValueTask<DimseReply> NEventReportAsync(
        Uid sopClassUid,
        Uid sopInstanceUid,
        ushort eventTypeId,
        DicomDataSet? eventInformation = null,
        PresentationContext? context = null,
        CancellationToken cancellationToken = default) =>
        InvokeAsync(
            context ?? ContextFor(sopClassUid, null, ServiceRoles.Scp),
            new NEventReportRq { SopClassUid = sopClassUid, SopInstanceUid = sopInstanceUid, EventTypeId = eventTypeId },
            SourceOf(eventInformation),
            cancellationToken);

    /// <summary>N-GET (PS3.7 §10.1.2): asks for attributes of a SOP instance.</summary>
    /// <param name="sopClassUid">The Requested SOP Class UID.</param>
    /// <param name="sopInstanceUid">The Requested SOP Instance UID.</param>
    /// <param name="attributes">The attributes; none, the default, for all.</param>
    /// <param name="context">The presentation context; null, the default, for the first of the SOP class.</param>
    /// <param name="cancellationToken">See <see cref="InvokeAsync"/>.</param>
    /// <returns>The response, whatever its status; its data set has the attributes.</returns>
    /// <exception cref="PresentationContextException">There is no such presentation context; nothing was sent.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public ValueTask<DimseReply> NGetAsync(
        Uid sopClassUid,
        Uid sopInstanceUid,
        IEnumerable<Tag>? attributes = null,
        PresentationContext? context = null,
        CancellationToken cancellationToken = default)
    {
        ImmutableArray<Tag> list = attributes is null ? [] : [.. attributes];
        var command = new NGetRq { SopClassUid = sopClassUid, SopInstanceUid = sopInstanceUid, AttributeIdentifierList = list };
        return InvokeAsync(context ?? ContextFor(sopClassUid, null), command, null, cancellationToken);
    }

    /// <summary>N-SET (PS3.7 §10.1.3): changes attributes of a SOP instance.</summary>
    /// <param name="sopClassUid">The Requested SOP Class UID.</param>
    /// <param name="sopInstanceUid">The Requested SOP Instance UID.</param>
    /// <param name="modificationList">The attributes and their new values.</param>
    /// <param name="context">The presentation context; null, the default, for the first of the SOP class.</param>
    /// <param name="cancellationToken">See <see cref="InvokeAsync"/>.</param>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="PresentationContextException">There is no such presentation context; nothing was sent.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public ValueTask<DimseReply> NSetAsync(
        Uid sopClassUid, Uid sopInstanceUid, DicomDataSet modificationList, PresentationContext? context = null, CancellationToken cancellationToken = default) =>
        InvokeAsync(
            context ?? ContextFor(sopClassUid, null),
            new NSetRq { SopClassUid = sopClassUid, SopInstanceUid = sopInstanceUid },
            DataSetSource.Of(modificationList),
            cancellationToken);

    /// <summary>N-ACTION (PS3.7 §10.1.4): asks for an action on a SOP instance.</summary>
    /// <param name="sopClassUid">The Requested SOP Class UID.</param>
    /// <param name="sopInstanceUid">The Requested SOP Instance UID.</param>
    /// <param name="actionTypeId">The Action Type ID.</param>
    /// <param name="actionInformation">The Action Information; null for none.</param>
    /// <param name="context">The presentation context; null, the default, for the first of the SOP class.</param>
    /// <param name="cancellationToken">See <see cref="InvokeAsync"/>.</param>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="PresentationContextException">There is no such presentation context; nothing was sent.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public ValueTask<DimseReply> NActionAsync(
        Uid sopClassUid,
        Uid sopInstanceUid,
        ushort actionTypeId,
        DicomDataSet? actionInformation = null,
        PresentationContext? context = null,
        CancellationToken cancellationToken = default) =>
        InvokeAsync(
            context ?? ContextFor(sopClassUid, null),
            new NActionRq { SopClassUid = sopClassUid, SopInstanceUid = sopInstanceUid, ActionTypeId = actionTypeId },
            SourceOf(actionInformation),
            cancellationToken);

    /// <summary>N-CREATE (PS3.7 §10.1.5): asks for a new SOP instance.</summary>
    /// <param name="sopClassUid">The Affected SOP Class UID.</param>
    /// <param name="sopInstanceUid">The Affected SOP Instance UID; empty asks the SCP to make one, which its response names.</param>
    /// <param name="attributeList">The attributes; null for none.</param>
    /// <param name="context">The presentation context; null, the default, for the first of the SOP class.</param>
    /// <param name="cancellationToken">See <see cref="InvokeAsync"/>.</param>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="PresentationContextException">There is no such presentation context; nothing was sent.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public ValueTask<DimseReply> NCreateAsync(
        Uid sopClassUid,
        Uid sopInstanceUid = default,
        DicomDataSet? attributeList = null,
        PresentationContext? context = null,
        CancellationToken cancellationToken = default) =>
        InvokeAsync(
            context ?? ContextFor(sopClassUid, null),
            new NCreateRq { SopClassUid = sopClassUid, SopInstanceUid = sopInstanceUid },
            SourceOf(attributeList),
            cancellationToken);

    /// <summary>N-DELETE (PS3.7 §10.1.6): asks for the end of a SOP instance.</summary>
    /// <param name="sopClassUid">The Requested SOP Class UID.</param>
    /// <param name="sopInstanceUid">The Requested SOP Instance UID.</param>
    /// <param name="context">The presentation context; null, the default, for the first of the SOP class.</param>
    /// <param name="cancellationToken">See <see cref="InvokeAsync"/>.</param>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="PresentationContextException">There is no such presentation context; nothing was sent.</exception>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public ValueTask<DimseReply> NDeleteAsync(
        Uid sopClassUid, Uid sopInstanceUid, PresentationContext? context = null, CancellationToken cancellationToken = default) =>
        InvokeAsync(
            context ?? ContextFor(sopClassUid, null), new NDeleteRq { SopClassUid = sopClassUid, SopInstanceUid = sopInstanceUid }, null, cancellationToken);

    private static DataSetSource? SourceOf(DicomDataSet? dataSet) => dataSet is null ? null : DataSetSource.Of(dataSet);
}
