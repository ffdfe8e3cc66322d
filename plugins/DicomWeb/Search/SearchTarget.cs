using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.DicomWeb;

/// <summary>What a path is about: a level, and the UIDs above it.</summary>
/// <param name="Level">The level.</param>
/// <param name="Study">The study; empty for any.</param>
/// <param name="Series">The series; empty for any.</param>
/// <param name="Instance">The instance; empty for any.</param>
internal sealed record SearchTarget(QueryLevel Level, Uid Study, Uid Series, Uid Instance)
{
    /// <summary>The first level whose attributes a search returns: those of the levels that the path names are known to the client.</summary>
    public QueryLevel Highest => Study.IsEmpty ? QueryLevel.Study : Series.IsEmpty ? QueryLevel.Series : QueryLevel.Image;

    /// <summary>The instances below it.</summary>
    public InstanceSelection Selection => new() { Studies = Only(Study), Series = Only(Series), Instances = Only(Instance) };

    /// <summary>Reads the values of a route.</summary>
    /// <param name="values">The values: study, series, instance.</param>
    /// <param name="level">The level.</param>
    /// <param name="target">What it is about.</param>
    /// <returns>False where one of them is no UID.</returns>
    public static bool TryRead(ImmutableDictionary<string, string> values, QueryLevel level, [NotNullWhen(true)] out SearchTarget? target)
    {
        target = null;
        if (!TryRead(values, "study", out var study) || !TryRead(values, "series", out var series) || !TryRead(values, "instance", out var instance))
        {
            return false;
        }

        target = new(level, study, series, instance);
        return true;
    }

    private static bool TryRead(ImmutableDictionary<string, string> values, string name, out Uid uid)
    {
        uid = default;
        return !values.TryGetValue(name, out var text) || Uid.TryParse(text, out uid);
    }

    private static ImmutableArray<Uid> Only(Uid uid) => uid.IsEmpty ? [] : [uid];
}
