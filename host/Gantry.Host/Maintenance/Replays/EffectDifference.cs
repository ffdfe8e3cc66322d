using Gantry.Dicom;
using Gantry.Host.Rehearsals;

namespace Gantry.Host.Maintenance.Replays;

/// <summary>Compares what two versions have sent, or would do.</summary>
internal static class EffectDifference
{
    /// <summary>The most differences that are told of one request.</summary>
    public const int Most = 5;

    /// <summary>The first differences: by kind and key, whatever came first.</summary>
    public static IEnumerable<ReplayDifference> Between(IEnumerable<RehearsedEffect> expected, IEnumerable<RehearsedEffect> actual)
    {
        var (one, other) = (Group(expected), Group(actual));
        return one.Keys.Union(other.Keys).Order().SelectMany(key => Compare(key, one.GetValueOrDefault(key, []), other.GetValueOrDefault(key, []))).Take(Most);
    }

    private static Dictionary<(string Kind, string Key), List<RehearsedEffect>> Group(IEnumerable<RehearsedEffect> effects) =>
        effects.GroupBy(effect => (effect.Kind, effect.Key)).ToDictionary(group => group.Key, group => group.ToList());

    private static IEnumerable<ReplayDifference> Compare((string Kind, string Key) key, List<RehearsedEffect> one, List<RehearsedEffect> other)
    {
        var (expected, actual) = (Text(one), Text(other));
        if (expected != actual)
        {
            return [new(key.Kind, $"{key.Key}: {expected}", $"{key.Key}: {actual}")];
        }

        return one.Zip(other).Select(pair => ReplayDifference.TagsOf(pair.First.DataSet ?? DicomDataSet.Empty, pair.Second.DataSet ?? DicomDataSet.Empty))
            .Where(tags => tags.Length > 0).Take(1).Select(tags => new ReplayDifference(key.Kind, key.Key, "other values of " + tags));
    }

    private static string Text(List<RehearsedEffect> effects) => effects.Count == 0
        ? "nothing"
        : string.Join("; ", effects.Select(effect => effect.Detail.Length > 0 ? effect.Detail : effect.Kind).Order(StringComparer.Ordinal));
}
