using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>Says how instances are chosen and sent.</summary>
[Export(typeof(IConformanceDetails))]
public sealed class MoveConformance : IConformanceDetails
{
    /// <inheritdoc/>
    public IEnumerable<ConformanceDetail> Describe() =>
    [
        new("Identifiers")
        {
            Text = "The level and its unique key: one Patient ID, or one or more UIDs. Unique keys above the level narrow the choice and may be left out; other keys "
                + "are ignored.",
        },
        new("Sub-operations")
        {
            Text = "Instances are sent one after the other, in the transfer syntax they are stored in where the peer takes that. Where it does not, a native "
                + "instance, and a compressed one that a codec decodes, is converted to the first of these that the peer takes: Explicit VR Little Endian, Implicit VR "
                + "Little Endian, Deflated Explicit VR Little Endian, Explicit VR Big Endian. Decoded, it keeps its SOP Instance UID; what was compressed with loss has Lossy "
                + "Image Compression (0028,2110) 01. An image without loss is compressed without loss for a peer that takes none of these, where a codec can. Nothing is compressed with loss.",
        },
        new("Associations of C-MOVE")
        {
            Text = "One presentation context for each SOP class and transfer syntax to be sent, and for instances that can be converted also Explicit and "
                + "Implicit VR Little Endian; where these are more than 128, several associations one after the other. Settings say how many there are at a time to a destination, one "
                + "unless set, and how many instances are unanswered at a time on each, one unless set; more are proposed as an asynchronous operations window. A lost association is opened anew once. What was under way then, and what was answered with A7xx, is sent once more at the end.",
        },
        new("Sub-operations of C-GET")
        {
            Text = "They are performed on the association of the request; more than one at a time where the requestor has proposed an asynchronous operations window and settings "
                + "allow it. What was answered with A7xx is sent once more at the end.",
        },
        new("Interrupted C-MOVE")
        {
            Text = "What a C-MOVE had not sent when the server ended is sent after its next start, without a response, by sub-operations with the Move Originator of the "
                + "request; an instance may be sent twice then. Settings say for how long, one hour unless set, and whether at all.",
        },
        new("Pending responses")
        {
            Text = "One with the counters comes at once, then after 10 sub-operations or one second, whichever is first.",
        },
        ConformanceDetail.OfStatuses(
            "C-MOVE and C-GET",
            ("FF00", "sub-operations go on"),
            ("0000", "every instance was sent, or there is none"),
            ("B000", "some failed or were taken with a warning; Failed SOP Instance UID List says which failed"),
            ("FE00", "the peer cancelled; the sub-operation under way is finished first"),
            ("A701", "the catalog is busy or away"),
            ("A702", "all failed: the destination cannot be reached or takes none; or the server is stopping"),
            ("A801", "C-MOVE: the move destination is not a known AE"),
            ("A900", "no level of the model, a unique key that is missing or no UID, wild cards in it, or one below the level; Offending Element says which"),
            ("C000", "the catalog cannot perform the query")),
    ];
}
