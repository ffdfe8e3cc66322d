namespace Gantry.Dal.Relational.Ingest;

/// <summary>What the transaction in progress adds to the counts. They are written once per transaction: a row that every instance changed would be written as often.</summary>
/// <remarks>Used by the writer alone.</remarks>
internal sealed class CountChanges
{
    private readonly SortedDictionary<long, int> _series = [];
    private readonly SortedDictionary<long, (int Series, int Instances)> _studies = [];

    public long Patients { get; set; }

    public long Studies { get; set; }

    public long Series { get; private set; }

    public long Instances { get; private set; }

    public long Bytes { get; private set; }

    public bool IsEmpty => _series.Count == 0 && _studies.Count == 0 && (Patients | Studies) == 0;

    /// <summary>In the order of their ids, which is the same for all writers: two that lock the same rows do not wait for each other in a circle.</summary>
    public IEnumerable<KeyValuePair<long, int>> BySeries => _series;

    public IEnumerable<KeyValuePair<long, (int Series, int Instances)>> ByStudy => _studies;

    public void AddSeries(long study, int count)
    {
        var (series, instances) = _studies.GetValueOrDefault(study);
        _studies[study] = (series + count, instances);
        Series += count;
    }

    public void AddInstances(long series, long study, int count, long bytes)
    {
        _series[series] = _series.GetValueOrDefault(series) + count;
        var (seriesCount, instances) = _studies.GetValueOrDefault(study);
        _studies[study] = (seriesCount, instances + count);
        Instances += count;
        Bytes += bytes;
    }

    public void Clear()
    {
        _series.Clear();
        _studies.Clear();
        (Patients, Studies, Series, Instances, Bytes) = (0, 0, 0, 0, 0);
    }
}
