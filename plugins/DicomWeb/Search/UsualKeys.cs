using System.Collections.Concurrent;
using System.Collections.Frozen;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>The keys of a search that its parameters do not name: made once for each kind of search.</summary>
internal sealed class UsualKeys
{
    private static readonly ConcurrentDictionary<(QueryLevel Level, QueryLevel Highest, bool ReturnsAll), UsualKeys> Made = [];

    private UsualKeys(QueryLevel level, QueryLevel highest, bool returnsAll)
    {
        Always = ReturnKeys.Always(level, highest).ToFrozenSet();
        var keys = new KeyTree();
        foreach (var tag in Always.Concat(ReturnKeys.IfKnown(level, highest)).Concat(returnsAll ? ReturnKeys.All(level) : []))
        {
            keys.Return([tag]);
        }

        Identifier = keys.Build(DicomDataSet.Empty);
    }

    /// <summary>What is in every match, with its value or empty.</summary>
    public FrozenSet<Tag> Always { get; }

    /// <summary>All of them, for the catalog.</summary>
    public DicomDataSet Identifier { get; }

    /// <summary>Those of a search.</summary>
    /// <param name="target">What is searched.</param>
    /// <param name="returnsAll">Whether it asks for all that is known.</param>
    public static UsualKeys Of(SearchTarget target, bool returnsAll) =>
        Made.GetOrAdd((target.Level, target.Highest, returnsAll), static kind => new UsualKeys(kind.Level, kind.Highest, kind.ReturnsAll));
}
