using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An instance.</summary>
/// <param name="Entry">
/// The instance with the attributes of its patient, study and series as the catalog has them. Its text, and that of items, is in UTF-8 where it is not ASCII.
/// </param>
/// <exception cref="ArgumentException">The entry has no valid SOP Instance UID.</exception>
public sealed record InstanceRecord(CatalogEntry Entry) : TransferRecord(TransferKind.Instance, UidOf(Entry))
{
    private protected override void Write(TransferContent content) => content
        .Add(Entry.TransferSyntax.Uid.Value).Add(Entry.Stored.Location).Add(Entry.Stored.Length).Add(Entry.Stored.DataSetOffset)
        .Add(Entry.SourceAETitle.Value).Add(Entry.ReceivedAt).Add(Entry.Attributes);

    private static string UidOf(CatalogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Attributes.TryGetUid(Tags.SOPInstanceUID, out var uid) ? uid.Value : throw new ArgumentException("An instance has a SOP Instance UID.", nameof(entry));
    }
}
