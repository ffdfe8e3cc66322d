using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>Makes instances for tests of catalogs: a CT slice of <c>ANON^ONE</c> unless told otherwise.</summary>
public sealed class SampleInstance
{
    private readonly DicomDataSetBuilder _attributes;

    /// <summary>An instance of its own study and series.</summary>
    public SampleInstance() : this(Uid.New(), Uid.New())
    {
    }

    /// <summary>An instance of a study and series.</summary>
    public SampleInstance(Uid study, Uid series) => _attributes = new DicomDataSetBuilder()
        .Add(Tags.SOPClassUID, Uids.CTImageStorage)
        .Add(Tags.SOPInstanceUID, Uid.New())
        .Add(Tags.StudyDate, "20240229")
        .Add(Tags.StudyTime, "101500")
        .Add(Tags.AccessionNumber, "ACC1")
        .Add(Tags.Modality, "CT")
        .Add(Tags.PatientName, "ANON^ONE")
        .Add(Tags.PatientID, "ID1")
        .Add(Tags.StudyInstanceUID, study)
        .Add(Tags.SeriesInstanceUID, series)
        .Add(Tags.SeriesNumber, "1")
        .Add(Tags.InstanceNumber, "1");

    /// <summary>The SOP Class UID.</summary>
    public Uid SopClass => Required(Tags.SOPClassUID);

    /// <summary>The SOP Instance UID.</summary>
    public Uid SopInstance => Required(Tags.SOPInstanceUID);

    /// <summary>The Study Instance UID.</summary>
    public Uid Study => Required(Tags.StudyInstanceUID);

    /// <summary>The Series Instance UID.</summary>
    public Uid Series => Required(Tags.SeriesInstanceUID);

    /// <summary>The attributes so far.</summary>
    public DicomDataSet Attributes => _attributes.Build();

    /// <summary>Another instance of the same study and series, with the attributes of this one.</summary>
    public SampleInstance Next() => Copy().With(Tags.SOPInstanceUID, Uid.New().Value);

    /// <summary>The same instance again: same UIDs, same attributes.</summary>
    public SampleInstance Copy()
    {
        var copy = new SampleInstance();
        foreach (var element in Attributes)
        {
            copy._attributes.Set(element);
        }

        return copy;
    }

    /// <summary>Gives an attribute a value; null for an empty one.</summary>
    /// <returns>This instance.</returns>
    public SampleInstance With(Tag tag, string? value)
    {
        _attributes.Set(tag, value);
        return this;
    }

    /// <summary>Gives a sequence its items.</summary>
    /// <returns>This instance.</returns>
    public SampleInstance WithItems(Tag tag, params DicomDataSet[] items)
    {
        _attributes.Set(tag, items);
        return this;
    }

    /// <summary>Adds an element as it is.</summary>
    /// <returns>This instance.</returns>
    public SampleInstance With(DicomElement element)
    {
        _attributes.Set(element);
        return this;
    }

    /// <summary>Leaves an attribute out.</summary>
    /// <returns>This instance.</returns>
    public SampleInstance Without(Tag tag)
    {
        _attributes.Remove(tag);
        return this;
    }

    /// <summary>The entry for a catalog.</summary>
    public CatalogEntry ToEntry(string? location = null, long length = 1000)
    {
        var attributes = Attributes;
        return new()
        {
            Attributes = attributes,
            TransferSyntax = TransferSyntax.ExplicitVRLittleEndian,
            Stored = new StoredInstance(location ?? $"store/{attributes.GetString(Tags.SOPInstanceUID)}", length, 300),
            SourceAETitle = new AETitle("MODALITY"),
            ReceivedAt = new DateTimeOffset(2024, 2, 29, 10, 20, 0, TimeSpan.Zero),
        };
    }

    private Uid Required(Tag tag) => Attributes.TryGetUid(tag, out var uid) ? uid : throw new InvalidOperationException($"There is no {tag}.");
}
