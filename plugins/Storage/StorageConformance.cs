using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Storage;

/// <summary>Says what becomes of an instance.</summary>
[Export(typeof(IConformanceDetails))]
public sealed class StorageConformance : IConformanceDetails
{
    /// <inheritdoc/>
    public IEnumerable<ConformanceDetail> Describe() =>
    [
        new("Level of conformance")
        {
            Text = "Level 2 (PS3.4 §B.4.1): every element is kept, standard or private, in the bytes and the transfer syntax that it came in, but for images that rules of the site compress, and for attributes that they coerce: what these were is kept in Original Attributes Sequence (0400,0561).",
        },
        new("Presentation contexts")
        {
            Text = "By policy of the site for the calling AE: every transfer syntax in the order of the requestor, or only some, of which the one that the site prefers is chosen; private SOP "
                + "classes, or none.",
        },
        new("Compression")
        {
            Text = "By policy of the site for the calling AE, the modality and the SOP class: uncompressed images are kept as they come, or compressed, which is lossless unless the site says otherwise. "
                + "The SOP Instance UID stays; what was lost is said in Lossy Image Compression (0028,2110) and the attributes beside it.",
        },
        new("Durability") { Text = "Success is answered when the bytes are durable in the store and the entry is durable in the catalog, not before." },
        new("The same SOP Instance UID again")
        {
            Text = "By policy of the site for the calling AE: the first stays and Success is answered, other content is refused, any second one is refused, or other content "
                + "takes the place of the first, which is kept aside. The same content is stored once. Where the bytes of the first have been lost, the second takes their place.",
        },
        ConformanceDetail.OfStatuses(
            "C-STORE",
            ("0000", "stored and catalogued, or it was there before"),
            ("0110", "the catalog refuses the entry for good"),
            ("0111", "an instance with the SOP Instance UID is stored already, and the policy refuses another"),
            ("0117", "the SOP Instance UID is not a UID"),
            ("0122", "the calling AE may not store the SOP class in this transfer syntax, which was accepted to retrieve, or before the policy changed"),
            ("A700", "the store or the catalog cannot take it now, the calling AE has stored as much today as it may, or the server is stopping: send it again"),
            ("A900", "command and data set name different UIDs, a required UID is missing, the SOP Instance UID belongs to another SOP class, or a series or study belongs elsewhere and the policy refuses that; Offending Element says which"),
            ("B000", "stored, with attributes coerced; Offending Element says which"),
            ("B007", "stored, although the data set cannot be understood to its end"),
            ("C000", "the data set cannot be understood")),
    ];
}
