using System.Collections.Immutable;
using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Says how requests for media are treated.</summary>
[Export(typeof(IConformanceDetails))]
public sealed class MediaConformance : IConformanceDetails
{
    /// <inheritdoc/>
    public IEnumerable<ConformanceDetail> Describe() =>
    [
        new("Requests for media")
        {
            Text = "A request is durable before the response to its N-CREATE, which checks its form alone. Whether it can be performed is looked at when it is initiated: where it cannot, "
                + "N-ACTION is answered with Success, and N-GET tells FAILURE with Execution Status Info and Failed SOP Sequence. Storage Media File-Set ID and UID are made where they "
                + "are absent; where a request is split, each medium has its own. Label attributes and Media Disposition are given to the device. Icon Image Sequence and Preserve "
                + "Composite Instances After Media Creation are not used: instances stay as they are. A request that is cancelled has failed, with PROC_FAILURE; it can be asked for until "
                + "it is forgotten: a day after its creation where nobody initiates it, 30 days after DONE, 90 days after FAILURE, by default.",
            Columns = ["Media application profile", "Transfer syntaxes"],
            Rows = [.. MediaProfiles.All.Select(profile => ImmutableArray.Create(
                profile.Name, string.Join(", ", profile.TransferSyntaxes.Select(uid => DicomUidRegistry.GetName(uid)))))],
        },
        new("Failure reasons of instances on media")
        {
            Columns = ["Failure Reason", "When"],
            Rows =
            [
                ["0110", "it is here and is damaged, or is referred to twice"],
                ["0112", "it is not here, or the requestor may not see it"],
                ["0119", "it is here under another SOP class"],
                ["0201", "it has another profile than the others"],
                ["0202", "the profile does not take its SOP class, or no directory record is for it"],
                ["0203", "the profile does not take its transfer syntax, and it cannot be converted"],
                ["0204", "the profile is not known"],
                ["0205", "it is larger than the medium"],
            ],
        },
        ConformanceDetail.OfStatuses(
            "N-CREATE of media creation",
            ("0000", "the request is kept"),
            ("0106", "an attribute has another value than the standard defines; Attribute Identifier List says which"),
            ("0111", "there is a request of that SOP Instance UID"),
            ("0120, 0121", "Referenced SOP Sequence is missing or empty, or an item lacks a UID"),
            ("0213", "too many instances, or the queue is busy or away")),
        ConformanceDetail.OfStatuses(
            "N-ACTION of media creation",
            ("0000", "the request is scheduled, or was cancelled"),
            ("0112", "there is no such request, or, where it is to be cancelled, it has failed"),
            ("0115", "Number of Copies is not 1 to 999, or Request Priority is not HIGH, MED or LOW"),
            ("0123", "another action type than 1 and 2"),
            ("0213", "the queue or the catalog is busy or away"),
            ("A510", "it was initiated before"),
            ("C201", "it is completed already"),
            ("C202", "its media are being made, and the device cannot be interrupted"),
            ("C203", "it cannot be cancelled now, as the queue or the device cannot be reached")),
    ];
}
