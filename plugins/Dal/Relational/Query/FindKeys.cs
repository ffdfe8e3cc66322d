using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>The keys of a query, level by level.</summary>
internal sealed class FindKeys
{
    private readonly DataSetMatcher?[] _matchers = new DataSetMatcher?[(int)QueryLevel.Image + 1]; // made for the first entity of their level
    private readonly ImmutableArray<(Tag Tag, HashSet<Uid> Uids)> _longLists;

    public FindKeys(CatalogQuery query)
    {
        Query = query;
        All = new DataSetMatcher(query.Keys, query.Options);
        var lists = All.Keys
            .Where(key => key.Value is MatchKey.UidList { Uids.Length: > Retrieve.SelectionFilter.MaximumList } && AttributeLevels.Of(key.Key) <= query.Level)
            .Select(key => (key.Key, ((MatchKey.UidList)key.Value).Uids.ToHashSet()));
        _longLists = [.. lists];
    }

    public CatalogQuery Query { get; }

    /// <summary>All keys that restrict what matches, whatever their level.</summary>
    public DataSetMatcher All { get; }

    /// <summary>True where a key asks for an attribute, or restricts it.</summary>
    public bool AsksFor(Tag tag) => Query.Keys.Contains(tag);

    /// <summary>The attributes of an entity, with dates and times as the query wants them.</summary>
    public DicomDataSet Adjusted(DicomDataSet attributes) => Query.Options.Timezone?.Apply(attributes) ?? attributes;

    /// <summary>Whether an entity at its own level matches the keys of that level.</summary>
    public bool Matches(QueryLevel level, DicomDataSet attributes)
    {
        foreach (var (tag, uids) in _longLists)
        {
            if (AttributeLevels.Of(tag) == level && !attributes.GetUids(tag).Any(uids.Contains))
            {
                return false;
            }
        }

        var matcher = _matchers[(int)level] ??= All.By(tag => AttributeLevels.Of(tag) == level && !_longLists.Any(list => list.Tag == tag));
        return level == QueryLevel.Patient && Query.MatchesOtherPatientIds
            ? OtherPatientIds.Alternatives(attributes).Any(matcher.Matches)
            : matcher.Matches(attributes);
    }
}
