using System.Diagnostics;
using Microsoft.Diagnostics.Runtime;

namespace Gantry.Host.Memory;

/// <summary>Searches a heap, breadth first, for the shortest path from a root to what belongs to a load context.</summary>
internal sealed class HeapSearch(ClrRuntime runtime, TimeSpan limit)
{
    private const int MaximumObjects = 30_000_000;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Dictionary<ulong, ulong> _parents = [];
    private readonly Dictionary<ulong, ClrRoot> _roots = [];
    private readonly Queue<ulong> _queue = new();

    /// <param name="handle">A weak handle of the host to the load context.</param>
    public HeapAnswer Find(ulong handle)
    {
        if (!runtime.Heap.CanWalkHeap)
        {
            return Answer([], "The host was collecting garbage: try again.");
        }

        if (!runtime.DataTarget.DataReader.ReadPointer(handle, out var context) || context == 0)
        {
            return Answer([], "It is gone from memory by now.");
        }

        var plugin = new PluginTypes(runtime, context);
        if (plugin.ThreadInside() is { } frame)
        {
            return Answer(frame, null);
        }

        // Static fields are held by strong handles, the plugin's own by the plugin; what is reported as static besides would only point in a circle.
        foreach (var root in runtime.Heap.EnumerateRoots().Where(root => root.RootKind != ClrRootKind.StaticVar))
        {
            Enqueue(root.Object.Address, 0);
            _roots.TryAdd(root.Object.Address, root);
        }

        while (_queue.TryDequeue(out var address))
        {
            var found = runtime.Heap.GetObject(address);
            if (plugin.Owns(found))
            {
                return Answer(new HeapPath(runtime, _parents, _roots).Describe(address), null);
            }

            if ((_parents.Count & 0x3FF) == 0 && (Stopwatch.GetElapsedTime(_begun) > limit || _parents.Count > MaximumObjects))
            {
                return Answer([], $"The search was given up after {limit.TotalSeconds:0} seconds, so as not to hold the host for longer.");
            }

            if (found.ContainsPointers || found.Type?.IsCollectible == true)
            {
                foreach (var reference in found.EnumerateReferenceAddresses(carefully: true, considerDependantHandles: true))
                {
                    Enqueue(reference, address);
                }
            }
        }

        return Answer([], "No path leads to it: it is garbage that the next full collection takes away, or the runtime itself holds it.");
    }

    private void Enqueue(ulong address, ulong parent)
    {
        if (address != 0 && _parents.TryAdd(address, parent))
        {
            _queue.Enqueue(address);
        }
    }

    private HeapAnswer Answer(IReadOnlyList<string> path, string? problem) =>
        new(path, problem, _parents.Count, (long)Stopwatch.GetElapsedTime(_begun).TotalMilliseconds);
}
