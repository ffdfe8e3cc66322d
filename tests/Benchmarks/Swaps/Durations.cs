namespace Gantry.Benchmarks.Swaps;

/// <summary>How long things took, by plugin and step, in milliseconds.</summary>
internal sealed class Durations
{
    private readonly List<(string Group, string Step, double Milliseconds)> _all = [];

    public IEnumerable<string> Groups => _all.Select(each => each.Group).Distinct();

    public void Add(string group, string step, double milliseconds) => _all.Add((group, step, milliseconds));

    /// <summary>The steps of a group in the order in which they came first, each with its durations from the shortest to the longest.</summary>
    public IEnumerable<(string Step, IReadOnlyList<double> Milliseconds)> Of(string group) => _all.Where(each => each.Group == group)
        .GroupBy(each => each.Step)
        .Select(step => (step.Key, (IReadOnlyList<double>)[.. step.Select(each => each.Milliseconds).Order()]));
}
