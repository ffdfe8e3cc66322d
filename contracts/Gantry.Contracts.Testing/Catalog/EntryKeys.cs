using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>The unique keys of entries and entities.</summary>
internal static class EntryKeys
{
    /// <exception cref="CatalogException">It lacks what makes it an instance.</exception>
    public static void Check(CatalogEntry entry)
    {
        foreach (var tag in (ReadOnlySpan<Tag>)[Tags.SOPClassUID, Tags.SOPInstanceUID, Tags.SeriesInstanceUID, Tags.StudyInstanceUID])
        {
            Required(entry, tag);
        }

        if (entry.Stored.Location.Length > 255)
        {
            throw new CatalogException("The location has more than 255 characters.") { IsTransient = false };
        }
    }

    public static CatalogInstance Instance(CatalogEntry entry) => new(
        Required(entry, Tags.SOPClassUID), Required(entry, Tags.SOPInstanceUID), entry.TransferSyntax, entry.Stored.Location, entry.Stored.Length);

    /// <summary>What tells the entity of a level from the others. Without a Patient ID, each study has a patient of its own.</summary>
    public static string Of(CatalogEntry entry, QueryLevel level) => level switch
    {
        QueryLevel.Patient when entry.Attributes.GetText(Tags.PatientID) is { } id => $"{id}\n{entry.Attributes.GetText(Tags.IssuerOfPatientID)}",
        QueryLevel.Patient => $"\n\n{Required(entry, Tags.StudyInstanceUID)}",
        _ => Required(entry, AttributeLevels.UniqueKeyOf(level)).Value,
    };

    public static bool IsIn(InstanceSelection selection, InMemoryEntity instance) =>
        (selection.PatientId is null || IsOf(instance, selection.PatientId))
        && (selection.Studies.IsEmpty || selection.Studies.Any(uid => uid.Value == instance.At(QueryLevel.Study).Key))
        && (selection.Series.IsEmpty || selection.Series.Any(uid => uid.Value == instance.At(QueryLevel.Series).Key))
        && (selection.Instances.IsEmpty || selection.Instances.Any(uid => uid.Value == instance.Key))
        && instance.IsIn(selection.Scope);

    public static int Number(InMemoryEntity entity, Tag tag) => Of(entity).GetInt32(tag) ?? int.MaxValue;

    /// <summary>The data set with its text in UTF-8; items keep theirs, and say so.</summary>
    public static DicomDataSet Utf8(DicomDataSet attributes) =>
        new DicomDataSetBuilder(attributes).Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString()).Build();

    private static bool IsOf(InMemoryEntity instance, string patientId)
    {
        var patient = Of(instance.At(QueryLevel.Patient));
        return (patient.GetText(Tags.PatientID) ?? "") == patientId || patient.GetStrings(Tags.PatientID).Contains(patientId);
    }

    /// <summary>All attributes of an entity and of those above it.</summary>
    public static DicomDataSet Of(InMemoryEntity entity)
    {
        var attributes = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString());
        foreach (var element in entity.Attributes)
        {
            attributes.Set(element);
        }

        return attributes.Build();
    }

    private static Uid Required(CatalogEntry entry, Tag tag) =>
        entry.Attributes.TryGetUid(tag, out var uid) ? uid : throw new CatalogException($"The entry has no valid {tag}.") { IsTransient = false };
}
