using Gantry.Dicom.Network;

namespace Gantry.Host.Maintenance.Imports;

/// <summary>Follows files that are imported side by side, and tells how far it is to the first that is not done.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class ImportOrder(ImportMark begun)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<StoreSource, long> _open = [];
    private readonly Dictionary<long, (string Name, ImportCounts Counts)> _ahead = []; // done, and behind one that is not
    private ImportMark _mark = begun;
    private long _next = begun.Files;
    private bool _isHeld;

    public ImportMark Mark
    {
        get
        {
            lock (_lock)
            {
                return _mark;
            }
        }
    }

    /// <summary>A file is the next.</summary>
    public void Begin(StoreSource source)
    {
        lock (_lock)
        {
            _open.Add(source, _next++);
        }
    }

    /// <summary>A file is done.</summary>
    /// <param name="source">The file.</param>
    /// <param name="counts">What has become of it.</param>
    /// <param name="isFinal">False where another attempt might end otherwise: an import that is gone on with begins there.</param>
    public void End(StoreSource source, ImportCounts counts, bool isFinal)
    {
        lock (_lock)
        {
            _open.Remove(source, out var number);
            _isHeld |= !isFinal;
            if (_isHeld)
            {
                _ahead.Clear();
                return;
            }

            _ahead.Add(number, (source.Name, counts));
            while (_ahead.Remove(_mark.Files, out var done))
            {
                _mark = new ImportMark(_mark.Files + 1, done.Name, _mark.Counts + done.Counts);
            }
        }
    }
}
