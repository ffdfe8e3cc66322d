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

    /// <summary>True where it has an instance, or is one, that may be seen.</summary>
    public bool IsIn(CatalogScope? scope) => scope is null || Below(QueryLevel.Image).Any(instance => instance.Levels.All(entity => scope.Matches(entity.Level, EntryKeys.Of(entity)))
        && scope.Matches(instance.Entry!.SourceAETitle));

    /// <summary>All that a query can match and return: its attributes, those of its parents, and what follows from those of its children that may be seen.</summary>
    public DicomDataSet Describe(CatalogScope? scope)
    {
        var description = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString());
        foreach (var element in Attributes)
        {
            description.Set(element);
        }

        Count(QueryLevel.Patient, QueryLevel.Study, Tags.NumberOfPatientRelatedStudies);
        Count(QueryLevel.Patient, QueryLevel.Series, Tags.NumberOfPatientRelatedSeries);
        Count(QueryLevel.Patient, QueryLevel.Image, Tags.NumberOfPatientRelatedInstances);
        if (level >= QueryLevel.Study)
        {
            Count(QueryLevel.Study, QueryLevel.Series, Tags.NumberOfStudyRelatedSeries);
            Count(QueryLevel.Study, QueryLevel.Image, Tags.NumberOfStudyRelatedInstances);
            Collect(QueryLevel.Series, Tags.Modality, Tags.ModalitiesInStudy);
            Collect(QueryLevel.Image, Tags.SOPClassUID, Tags.SOPClassesInStudy);
        }

        if (level >= QueryLevel.Series)
        {
            Count(QueryLevel.Series, QueryLevel.Image, Tags.NumberOfSeriesRelatedInstances);
        }

        if (Entry is not null)
        {
            description.Set(Tags.AvailableTransferSyntaxUID, Entry.TransferSyntax.Uid);
        }

        return description.Build();

        void Count(QueryLevel of, QueryLevel counted, Tag tag) => description.Set(tag, Seen(of, counted).Count().ToString(CultureInfo.InvariantCulture));

        void Collect(QueryLevel from, Tag collected, Tag tag) => description.Set(
            tag,
            Seen(QueryLevel.Study, from).SelectMany(entity => entity.OwnAttributes.GetStrings(collected))
                .Where(value => value.Length > 0).Distinct().Order(StringComparer.Ordinal));

        IEnumerable<InMemoryEntity> Seen(QueryLevel of, QueryLevel counted) => At(of).Below(counted).Where(entity => entity.IsIn(scope));
    }

    private QueryLevel Level => level;

    private IEnumerable<InMemoryEntity> Levels => (parent?.Levels ?? []).Append(this);

    private DicomDataSet OwnAttributes => attributes;
}
