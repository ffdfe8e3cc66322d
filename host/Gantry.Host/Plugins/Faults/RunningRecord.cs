using System.IO.MemoryMappedFiles;
using System.Text;

namespace Gantry.Host.Plugins.Faults;

/// <summary>A generation's place in the record.</summary>
internal sealed class RunningPlugin(RunningRecord? record, int number, string name) : IDisposable
{
    /// <summary>Of no plugin.</summary>
    public static RunningPlugin None { get; } = new(null, 0, "");

    /// <summary>The plugin, as <c>id version</c>.</summary>
    public string Name { get; } = name;

    /// <summary>From 1; 0 stands for none.</summary>
    public int Number { get; } = number;

    public void Dispose() => record?.Remove(this);
}

/// <summary>A thread's place in the record; given back when the thread is gone.</summary>
internal sealed unsafe class RunningThread(RunningRecord record, int index, int* place)
{
    ~RunningThread() => record.RemoveThread(index);

    /// <summary>The number of the plugin whose code it runs; 0 for none.</summary>
    public int Plugin
    {
        set => *place = value;
    }
}

/// <summary>A mapped file with the generations that are loaded, and for each thread which of them it runs. The system keeps it when the process dies.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed unsafe class RunningRecord
{
    private const int MaximumPlugins = 512;
    private const int MaximumThreads = 1_024;
    private const int HeaderBytes = 64;
    private const int PluginBytes = 192; // length of the id, the id, the content hash
    private const int HashOffset = 128;
    private const int ThreadBytes = 64; // a cache line each
    private const int ThreadsOffset = HeaderBytes + (MaximumPlugins * PluginBytes);
    private const int FileBytes = ThreadsOffset + (MaximumThreads * ThreadBytes);
    private const int EndedInOrderOffset = 8;
    private static readonly byte[] Magic = "GANTRY01"u8.ToArray();

    private readonly byte* _bytes;
    private readonly Lock _lock = new();
    private readonly Stack<int> _freePlugins = new(Enumerable.Range(1, MaximumPlugins).Reverse());
    private readonly Stack<int> _freeThreads = new(Enumerable.Range(0, MaximumThreads).Reverse());

    private RunningRecord(string path)
    {
        var file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, FileBytes);
        file.CreateViewAccessor().SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes); // never released: threads write to the end of the process
        Magic.CopyTo(new Span<byte>(_bytes, Magic.Length));
    }

    /// <summary>Begins a new record in the place of the last.</summary>
    public static RunningRecord Begin(string path) => new(path);

    /// <summary>What the last process left: null where it left nothing that can be read.</summary>
    public static RunningRemains? Read(string path)
    {
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (bytes.Length != FileBytes || !bytes.AsSpan().StartsWith(Magic))
        {
            return null;
        }

        var loaded = Enumerable.Range(1, MaximumPlugins).Select(number => (Number: number, Plugin: Plugin(bytes, number))).Where(pair => pair.Plugin is not null).ToList();
        var running = Enumerable.Range(0, MaximumThreads).Select(thread => BitConverter.ToInt32(bytes, ThreadsOffset + (thread * ThreadBytes))).ToHashSet();
        return new RunningRemains(
            bytes[EndedInOrderOffset] != 0,
            [.. loaded.Select(pair => pair.Plugin!)],
            [.. loaded.Where(pair => running.Contains(pair.Number)).Select(pair => pair.Plugin!)]);
    }

    /// <summary>Notes that the process ends because it was told to.</summary>
    public void EndInOrder() => _bytes[EndedInOrderOffset] = 1;

    public RunningPlugin Add(string id, string contentHash, string name)
    {
        lock (_lock)
        {
            if (!_freePlugins.TryPop(out var number))
            {
                return new RunningPlugin(null, 0, name);
            }

            var place = PluginPlace(number);
            Encoding.ASCII.GetBytes(contentHash, place[HashOffset..]);
            var length = Encoding.ASCII.GetBytes(id.AsSpan(0, Math.Min(id.Length, HashOffset - 1)), place[1..HashOffset]);
            place[0] = (byte)length;
            return new RunningPlugin(this, number, name);
        }
    }

    public void Remove(RunningPlugin plugin)
    {
        lock (_lock)
        {
            PluginPlace(plugin.Number).Clear();
            _freePlugins.Push(plugin.Number);
        }
    }

    public RunningThread AddThread()
    {
        lock (_lock)
        {
            // Threads beyond the last place share one: of so many, that one says little.
            var index = _freeThreads.TryPop(out var free) ? free : MaximumThreads - 1;
            return new RunningThread(this, index, (int*)(_bytes + ThreadsOffset + (index * ThreadBytes)));
        }
    }

    public void RemoveThread(int index)
    {
        lock (_lock)
        {
            *(int*)(_bytes + ThreadsOffset + (index * ThreadBytes)) = 0;
            if (index != MaximumThreads - 1)
            {
                _freeThreads.Push(index);
            }
        }
    }

    private Span<byte> PluginPlace(int number) => new(_bytes + HeaderBytes + ((number - 1) * PluginBytes), PluginBytes);

    private static RunningTrace? Plugin(byte[] bytes, int number)
    {
        var place = bytes.AsSpan(HeaderBytes + ((number - 1) * PluginBytes), PluginBytes);
        return place[0] is > 0 and < HashOffset
            ? new RunningTrace(Encoding.ASCII.GetString(place.Slice(1, place[0])), Encoding.ASCII.GetString(place.Slice(HashOffset, 32)))
            : null;
    }
}

/// <summary>A generation as the record has it.</summary>
internal sealed record RunningTrace(string Id, string ContentHash);

/// <summary>What a process left of its record.</summary>
/// <param name="EndedInOrder">True where it ended because it was told to.</param>
/// <param name="Loaded">The generations that were loaded.</param>
/// <param name="Running">Those of them whose code a thread ran.</param>
internal sealed record RunningRemains(bool EndedInOrder, IReadOnlyList<RunningTrace> Loaded, IReadOnlyList<RunningTrace> Running);
