using Gantry.Contracts;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>The instances of a group that wait to be inserted together.</summary>
internal sealed class PendingInstances
{
    private readonly List<Instance> _rows = [];
    private readonly List<CachedSeries> _series = [];
    private readonly Dictionary<string, Action<AddOutcome>> _outcomes = new(StringComparer.Ordinal);

    public int Count => _rows.Count;

    public IReadOnlyList<Instance> Rows => _rows;

    public bool Contains(string uid) => _outcomes.ContainsKey(uid);

    /// <summary>The rows, each with its series.</summary>
    public IEnumerable<(Instance Row, CachedSeries Series)> Places => _rows.Zip(_series);

    public void Add(Instance row, CachedSeries series, Action<AddOutcome> outcome)
    {
        _rows.Add(row);
        _series.Add(series);
        _outcomes.Add(row.Uid, outcome);
    }

    /// <summary>Tells what became of them, and forgets them.</summary>
    /// <param name="inserted">The UIDs of those that were inserted.</param>
    /// <param name="locations">Where the others are, after a commit of which nobody knows whether it happened; otherwise null.</param>
    public void Settle(IReadOnlySet<string> inserted, Dictionary<string, string>? locations)
    {
        foreach (var row in _rows)
        {
            var isAdded = inserted.Contains(row.Uid) || (locations is not null && locations.GetValueOrDefault(row.Uid) == row.Location);
            _outcomes[row.Uid](isAdded ? AddOutcome.Added : AddOutcome.AlreadyPresent);
        }

        Clear();
    }

    public void Clear()
    {
        _rows.Clear();
        _series.Clear();
        _outcomes.Clear();
    }
}
