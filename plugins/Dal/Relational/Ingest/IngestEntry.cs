using Gantry.Contracts;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>An entry made ready on the caller's thread, so that the writer has little left to do.</summary>
internal sealed class IngestEntry
{
    private readonly DicomDataSet _attributes;

    /// <exception cref="CatalogException">The entry lacks what makes it an instance.</exception>
    public IngestEntry(CatalogEntry entry)
    {
        Entry = entry;
        SopInstance = Required(entry.Attributes, Tags.SOPInstanceUID, "SOP Instance UID");
        SopClass = Required(entry.Attributes, Tags.SOPClassUID, "SOP Class UID");
        Series = Required(entry.Attributes, Tags.SeriesInstanceUID, "Series Instance UID");
        Study = Required(entry.Attributes, Tags.StudyInstanceUID, "Study Instance UID");
        if (entry.Stored.Location.Length > KeyLengths.Location)
        {
            throw Refused($"Instance {SopInstance} has a location of {entry.Stored.Location.Length} characters; {KeyLengths.Location} are allowed.");
        }

        _attributes = Utf8Text.Of(entry.Attributes);
        PatientKey = Attributes.PatientKey.Of(_attributes, Study);
        InstanceAttributes = Encode(QueryLevel.Image);
    }

    public CatalogEntry Entry { get; }

    public Uid SopInstance { get; }

    public Uid SopClass { get; }

    public Uid Series { get; }

    public Uid Study { get; }

    public string PatientKey { get; }

    public byte[] InstanceAttributes { get; }

    /// <summary>The row of the instance.</summary>
    public Instance ToRow(long seriesId) => new()
    {
        Uid = SopInstance.Value,
        SeriesFk = seriesId,
        SopClassUid = SopClass.Value,
        Number = Number(Tags.InstanceNumber) ?? int.MaxValue,
        TransferSyntaxUid = Entry.TransferSyntax.Uid.Value,
        Location = Entry.Stored.Location,
        Length = Entry.Stored.Length,
        DataSetOffset = Entry.Stored.DataSetOffset,
        SourceAETitle = Entry.SourceAETitle.Value,
        ReceivedAt = Entry.ReceivedAt.ToUnixTimeMilliseconds(),
        Attributes = InstanceAttributes,
    };

    public int? Number(Tag tag) => _attributes.GetInt32(tag);

    public string Key(Tag tag, int maximumLength) => KeyText.Of(_attributes, tag, maximumLength);

    public string DateKey(Tag tag) => KeyText.OfDate(_attributes, tag);

    public NameKeys PatientName => NameKeys.Of(_attributes, Tags.PatientName);

    /// <summary>The parts of the patient's name.</summary>
    public IReadOnlyList<PatientNamePart> NameParts(long patient) => Attributes.NameParts.Of(_attributes, patient);

    /// <summary>The other Patient IDs as their column has them, each once.</summary>
    public IEnumerable<string> OtherPatientIds => Contracts.OtherPatientIds.Of(_attributes).Select(id => KeyText.Of(id, KeyLengths.PatientId)).Distinct(StringComparer.Ordinal);

    /// <summary>The attributes of a level above, encoded when the writer meets it for the first time.</summary>
    public byte[] Encode(QueryLevel level) => LevelAttributes.Encode(_attributes, level);

    private static Uid Required(DicomDataSet attributes, Tag tag, string name) =>
        attributes.TryGetUid(tag, out var uid) ? uid : throw Refused($"An instance without a valid {name} {tag} cannot be catalogued.");

    private static CatalogException Refused(string message) => new(message) { IsTransient = false };
}
