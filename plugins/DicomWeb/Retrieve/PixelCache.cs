using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Pixel data of large instances that were asked for lately, each open with a file of its own: of those that nobody reads, as many as the settings say.</summary>
/// <remarks>Safe for concurrent use. Bytes at a location never change (decision 0005), so nothing here is ever out of date.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class PixelCache(IPluginSettings<DicomWebSettings> settings) : IDisposable
{
    private const int MostFiles = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private long _uses;
    private bool _isDisposed;

    private sealed class Entry(string location, OpenPixels open)
    {
        public string Location => location;

        public OpenPixels Open => open;

        public int Readers { get; set; }

        public long LastUse { get; set; }
    }

    /// <summary>The pixel data of a location; null where they are not here.</summary>
    internal PixelLease? Find(string location)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(location, out var entry) ? Lease(entry) : null;
        }
    }

    /// <summary>Keeps pixel data, and leases them. Where somebody else was faster, those are leased, and these are disposed.</summary>
    internal PixelLease Keep(string location, OpenPixels open)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(location, out var other))
            {
                open.Dispose();
                return Lease(other);
            }

            var entry = _entries[location] = new Entry(location, open);
            return Lease(entry);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Trim();
        }
    }

    private PixelLease Lease(Entry entry)
    {
        entry.Readers++;
        entry.LastUse = ++_uses;
        return new PixelLease(entry.Open.Pixels, () => End(entry));
    }

    private void End(Entry entry)
    {
        lock (_gate)
        {
            entry.Readers--;
            Trim();
        }
    }

    private void Trim()
    {
        var limit = _isDisposed ? -1 : settings.Current.CacheMegabytes * 1_000_000L;
        var idle = _entries.Values.Where(entry => entry.Readers == 0).OrderBy(entry => entry.LastUse).ToList();
        var (bytes, files) = (idle.Sum(entry => entry.Open.Bytes), idle.Count);
        foreach (var entry in idle.TakeWhile(_ => bytes > limit || files > MostFiles))
        {
            _entries.Remove(entry.Location);
            entry.Open.Dispose();
            (bytes, files) = (bytes - entry.Open.Bytes, files - 1);
        }
    }
}
