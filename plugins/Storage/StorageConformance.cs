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
            Text = "Level 2 (PS3.4 §B.4.1): every element is kept, standard or private, in the bytes and the transfer syntax that it came in. No element is coerced.",
        },
        new("Durability") { Text = "Success is answered when the bytes are durable in the store and the entry is durable in the catalog, not before." },
        new("The same SOP Instance UID again")
        {
            Text = "What was stored first stays, the second is dropped, and Success is answered; one of another SOP class is refused. Where the bytes of the first "
                + "have been lost, the second takes their place.",
        },
        ConformanceDetail.OfStatuses(
            "C-STORE",
            ("0000", "stored and catalogued, or it was there before"),
            ("0110", "the catalog refuses the entry for good"),
            ("0117", "the SOP Instance UID is not a UID"),
            ("A700", "the store or the catalog cannot take it now, or the server is stopping: send it again"),
            ("A900", "command and data set name different UIDs, a required UID is missing, or the SOP Instance UID belongs to another SOP class; Offending Element says which"),
            ("C000", "the data set cannot be understood")),
    ];
}
