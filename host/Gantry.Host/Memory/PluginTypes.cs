using Microsoft.Diagnostics.Runtime;

namespace Gantry.Host.Memory;

/// <summary>Knows what in a heap belongs to one load context: objects of its types, and what the runtime keeps for them.</summary>
internal sealed class PluginTypes
{
    private readonly ClrRuntime _runtime;
    private readonly HashSet<ulong> _modules;
    private readonly HashSet<ulong> _loaderAllocators;

    public PluginTypes(ClrRuntime runtime, ulong context)
    {
        _runtime = runtime;
        var types = runtime.EnumerateModules()
            .SelectMany(module => module.EnumerateTypeDefToMethodTableMap().Select(pair => runtime.GetTypeByMethodTable(pair.MethodTable)).OfType<ClrType>().Take(1))
            .Where(type => type.IsCollectible && type.AssemblyLoadContextAddress == context).ToList();
        _modules = [.. types.Select(type => type.Module.Address)];
        _loaderAllocators = [.. types.Select(LoaderAllocator).Where(address => address != 0)];
    }

    public bool Owns(ClrObject candidate) =>
        _loaderAllocators.Contains(candidate.Address) || (candidate.Type is { IsCollectible: true } type && _modules.Contains(type.Module.Address));

    /// <summary>The thread that runs the plugin's code, as a path; null where none does.</summary>
    public IReadOnlyList<string>? ThreadInside()
    {
        foreach (var thread in _runtime.Threads.Where(thread => thread.IsAlive))
        {
            var frame = thread.EnumerateStackTrace().FirstOrDefault(frame => frame.Method?.Type is { IsCollectible: true } type && _modules.Contains(type.Module.Address));
            if (frame is not null)
            {
                return [$"the stack of thread {thread.ManagedThreadId}, which runs", frame.Method!.Signature ?? frame.Method.Name ?? "a method of the plugin"];
            }
        }

        return null;
    }

    private ulong LoaderAllocator(ClrType type) =>
        type.LoaderAllocatorHandle != 0 && _runtime.DataTarget.DataReader.ReadPointer(type.LoaderAllocatorHandle, out var address) ? address : 0;
}
