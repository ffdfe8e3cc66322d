using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>
/// A part of the catalog: the instances whose patient, study and series match keys, and that certain AEs have sent. To who may see no more, nothing else exists: a
/// patient, study or series is there where it has such an instance, and counts, Modalities in Study and SOP Classes in Study tell of such instances alone.
/// </summary>
/// <remarks>It does not change, and is safe for concurrent use.</remarks>
public sealed class CatalogScope
{
    private static readonly Tag[] Computed =
    [
        Tags.ModalitiesInStudy, Tags.SOPClassesInStudy, Tags.NumberOfPatientRelatedStudies, Tags.NumberOfPatientRelatedSeries, Tags.NumberOfPatientRelatedInstances,
        Tags.NumberOfStudyRelatedSeries, Tags.NumberOfStudyRelatedInstances, Tags.NumberOfSeriesRelatedInstances,
    ];

    private readonly ImmutableArray<DataSetMatcher?> _matchers;

    /// <summary>The instances that satisfy every condition given, of which there is at least one.</summary>
    /// <param name="keys">Keys of patients, studies and series, matched as those of a query are (PS3.4 §C.2.2.2); null for none. Several values of a key are alternatives.</param>
    /// <param name="sources">The AEs, one of which has sent the instance; empty for any.</param>
    /// <exception cref="ArgumentException">There is no condition, a key has no value, or it is an attribute of instances, or one that the catalog computes.</exception>
    public CatalogScope(DicomDataSet? keys = null, ImmutableArray<AETitle> sources = default)
    {
        Keys = keys ?? new DicomDataSetBuilder().Build();
        Sources = sources.IsDefault ? [] : sources;
        var conditions = Keys.Where(key => key.Tag != Tags.SpecificCharacterSet).ToList();
        if (conditions.Count == 0 && Sources.IsEmpty)
        {
            throw new ArgumentException("A scope without a condition would be the whole catalog.", nameof(keys));
        }

        if (conditions.Find(key => AttributeLevels.Of(key.Tag) == QueryLevel.Image || Computed.Contains(key.Tag)) is { } other)
        {
            throw new ArgumentException($"{other.Tag} is no attribute of patients, studies or series that is kept.", nameof(keys));
        }

        All = new DataSetMatcher(Keys);
        if (conditions.Find(key => All.Keys.All(restricting => restricting.Key != key.Tag)) is { } universal)
        {
            throw new ArgumentException($"The key {universal.Tag} restricts nothing.", nameof(keys));
        }

        _matchers = [.. new[] { QueryLevel.Patient, QueryLevel.Study, QueryLevel.Series }.Select(level => conditions.Exists(key => AttributeLevels.Of(key.Tag) == level) ? MatcherOf(level) : null)];
    }

    /// <summary>The keys, with Specific Character Set where it was given.</summary>
    public DicomDataSet Keys { get; }

    /// <summary>The AEs, one of which has sent the instance; empty for any.</summary>
    public ImmutableArray<AETitle> Sources { get; }

    /// <summary>The matcher of all keys, whatever their level.</summary>
    public DataSetMatcher All { get; }

    /// <summary>True where there is a key of the level.</summary>
    public bool HasKeysAt(QueryLevel level) => level < QueryLevel.Image && _matchers[(int)level] is not null;

    /// <summary>True where an entity of the level may be there and not be seen, as what is below it decides.</summary>
    public bool DependsOnBelow(QueryLevel level) =>
        level < QueryLevel.Image && (!Sources.IsEmpty || (level < QueryLevel.Series && HasKeysAt(QueryLevel.Series)) || (level < QueryLevel.Study && HasKeysAt(QueryLevel.Study)));

    /// <summary>Whether an entity matches the keys of its level.</summary>
    /// <param name="level">The level of the entity.</param>
    /// <param name="attributes">Its attributes.</param>
    public bool Matches(QueryLevel level, DicomDataSet attributes) => level == QueryLevel.Image || _matchers[(int)level] is not { } matcher || matcher.Matches(attributes);

    /// <summary>Whether an instance that an AE has sent may be seen, as far as that decides.</summary>
    /// <param name="source">Who sent it; empty where that is not known.</param>
    public bool Matches(AETitle source) => Sources.IsEmpty || (!source.IsEmpty && Sources.Contains(source));

    private DataSetMatcher MatcherOf(QueryLevel level)
    {
        var keys = new DicomDataSetBuilder();
        foreach (var key in Keys)
        {
            if (key.Tag == Tags.SpecificCharacterSet || AttributeLevels.Of(key.Tag) == level)
            {
                keys.Set(key);
            }
        }

        return new DataSetMatcher(keys.Build());
    }
}
