namespace Gantry.Dal.Relational.Ingest;

/// <summary>The series that instances came for lately, so that most instances cost one INSERT and no look-up.</summary>
/// <remarks>Used by the writer alone. It knows rows of the transaction in progress: after a rollback it must be cleared.</remarks>
internal sealed class SeriesCache(int maximum)
{
    private readonly Dictionary<string, CachedSeries> _series = new(StringComparer.Ordinal);

    public CachedSeries? Find(string uid) => _series.GetValueOrDefault(uid);

    public CachedSeries Add(string uid, CachedSeries series)
    {
        if (_series.Count >= maximum)
        {
            _series.Clear();
        }

        _series[uid] = series;
        return series;
    }

    public void Clear() => _series.Clear();
}
