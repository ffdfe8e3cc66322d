using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Metadata of studies, series and instances that were asked for lately, as they were sent: as many bytes as the settings say.</summary>
/// <remarks>
/// Safe for concurrent use. The key tells all instances with their locations, and bytes at a location never change (decision 0005): nothing here is ever out of date.
/// </remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class MetadataCache(IPluginSettings<DicomWebSettings> settings)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private long _uses, _bytes;

    private sealed class Entry(ReadOnlyMemory<byte> json)
    {
        public ReadOnlyMemory<byte> Json => json;

        public long LastUse { get; set; }
    }

    /// <summary>The longest that is kept, in bytes: an eighth of all.</summary>
    internal int Longest => (int)Math.Min(Most / 8, int.MaxValue / 2);

    private long Most => settings.Current.MetadataMegabytes * 1_000_000L;

    /// <summary>What was kept under a key; null where nothing is.</summary>
    internal ReadOnlyMemory<byte>? Find(string key)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry))
            {
                return null;
            }

            entry.LastUse = ++_uses;
            return entry.Json;
        }
    }

    /// <summary>Keeps it; what was not asked for the longest time makes room.</summary>
    internal void Keep(string key, ReadOnlyMemory<byte> json)
    {
        if (json.Length > Longest)
        {
            return;
        }

        lock (_gate)
        {
            if (!_entries.TryAdd(key, new Entry(json) { LastUse = ++_uses }))
            {
                return;
            }

            _bytes += json.Length;
            if (_bytes <= Most)
            {
                return;
            }

            // A tenth more than is needed, so that not each one that comes has all of them sorted.
            foreach (var (oldest, entry) in _entries.OrderBy(pair => pair.Value.LastUse).ToList())
            {
                if (_bytes <= Most - (Most / 10))
                {
                    break;
                }

                _entries.Remove(oldest);
                _bytes -= entry.Json.Length;
            }
        }
    }
}
