using System.Globalization;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>A patient, study, series or instance in memory.</summary>
internal sealed class InMemoryEntity(QueryLevel level, string key, InMemoryEntity? parent, DicomDataSet attributes)
{
    private readonly List<InMemoryEntity> _children = [];

    /// <summary>What tells it from the others of its level.</summary>
    public string Key => key;

    public InMemoryEntity? Parent => parent;

    /// <summary>The entry, of an instance.</summary>
    public CatalogEntry? Entry { get; init; }

    public bool IsEmpty => _children.Count == 0;

    /// <summary>Its attributes of its level and, above them, those of its parents.</summary>
    public IEnumerable<DicomElement> Attributes => (parent?.Attributes ?? []).Concat(attributes.Where(element => AttributeLevels.Of(element.Tag) == level));

    /// <summary>True where another data set says the same of it.</summary>
    public bool Is(DicomDataSet other) => Text(attributes) == Text(other);

    private string Text(DicomDataSet of)
    {
        var own = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString());
        foreach (var element in of.Where(element => AttributeLevels.Of(element.Tag) == level))
        {
            own.Set(element);
        }

        return DataSetText.Of(own.Build());
    }

    public void Add(InMemoryEntity child) => _children.Add(child);

    public void Remove(InMemoryEntity child) => _children.Remove(child);

    public InMemoryEntity At(QueryLevel other) => other == level ? this : parent!.At(other);

    /// <summary>All entities of a level below it, or itself.</summary>
    public IEnumerable<InMemoryEntity> Below(QueryLevel other) => other == level ? [this] : _children.SelectMany(child => child.Below(other));

    /// <summary>All that a query can match and return: its attributes, those of its parents, and what follows from its children.</summary>
    public DicomDataSet Describe()
    {
        var description = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString());
        foreach (var element in Attributes)
        {
            description.Set(element);
        }

        Count(description, QueryLevel.Patient, QueryLevel.Study, Tags.NumberOfPatientRelatedStudies);
        Count(description, QueryLevel.Patient, QueryLevel.Series, Tags.NumberOfPatientRelatedSeries);
        Count(description, QueryLevel.Patient, QueryLevel.Image, Tags.NumberOfPatientRelatedInstances);
        if (level >= QueryLevel.Study)
        {
            Count(description, QueryLevel.Study, QueryLevel.Series, Tags.NumberOfStudyRelatedSeries);
            Count(description, QueryLevel.Study, QueryLevel.Image, Tags.NumberOfStudyRelatedInstances);
            Collect(description, QueryLevel.Series, Tags.Modality, Tags.ModalitiesInStudy);
            Collect(description, QueryLevel.Image, Tags.SOPClassUID, Tags.SOPClassesInStudy);
        }

        if (level >= QueryLevel.Series)
        {
            Count(description, QueryLevel.Series, QueryLevel.Image, Tags.NumberOfSeriesRelatedInstances);
        }

        if (Entry is not null)
        {
            description.Set(Tags.AvailableTransferSyntaxUID, Entry.TransferSyntax.Uid);
        }

        return description.Build();
    }

    private void Count(DicomDataSetBuilder description, QueryLevel of, QueryLevel counted, Tag tag) =>
        description.Set(tag, At(of).Below(counted).Count().ToString(CultureInfo.InvariantCulture));

    private void Collect(DicomDataSetBuilder description, QueryLevel from, Tag collected, Tag tag) => description.Set(
        tag,
        At(QueryLevel.Study).Below(from).SelectMany(entity => entity.OwnAttributes.GetStrings(collected))
            .Where(value => value.Length > 0).Distinct().Order(StringComparer.Ordinal));

    private DicomDataSet OwnAttributes => attributes;
}
