using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>The unique keys of an entry.</summary>
internal static class EntryKeys
{
    public static Uid SopInstance(CatalogEntry entry) => Required(entry, Tags.SOPInstanceUID);

    public static CatalogInstance Instance(CatalogEntry entry) => new(
        Required(entry, Tags.SOPClassUID), SopInstance(entry), entry.TransferSyntax, entry.Stored.Location, entry.Stored.Length);

    /// <summary>What tells the entity of a level from the others.</summary>
    public static string Of(CatalogEntry entry, QueryLevel level) => level switch
    {
        QueryLevel.Patient => $"{entry.Attributes.GetString(Tags.PatientID)}\\{entry.Attributes.GetString(Tags.IssuerOfPatientID)}",
        QueryLevel.Study => Required(entry, Tags.StudyInstanceUID).Value,
        QueryLevel.Series => Required(entry, Tags.SeriesInstanceUID).Value,
        _ => SopInstance(entry).Value,
    };

    public static bool IsIn(InstanceSelection selection, CatalogEntry entry) =>
        (selection.PatientId is null || selection.PatientId == (entry.Attributes.GetString(Tags.PatientID) ?? ""))
        && (selection.Studies.IsEmpty || selection.Studies.Contains(Required(entry, Tags.StudyInstanceUID)))
        && (selection.Series.IsEmpty || selection.Series.Contains(Required(entry, Tags.SeriesInstanceUID)))
        && (selection.Instances.IsEmpty || selection.Instances.Contains(SopInstance(entry)));

    private static Uid Required(CatalogEntry entry, Tag tag) =>
        entry.Attributes.TryGetUid(tag, out var uid) ? uid : throw new ArgumentException($"The entry has no {tag}.", nameof(entry));
}
