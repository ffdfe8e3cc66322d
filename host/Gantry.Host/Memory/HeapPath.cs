using Microsoft.Diagnostics.Runtime;

namespace Gantry.Host.Memory;

/// <summary>Puts a path through a heap into words.</summary>
internal sealed class HeapPath(ClrRuntime runtime, IReadOnlyDictionary<ulong, ulong> parents, IReadOnlyDictionary<ulong, ClrRoot> roots)
{
    private const int LongestPath = 40;
    private const int LongestName = 160;

    /// <summary>From the root to the object.</summary>
    public IReadOnlyList<string> Describe(ulong end)
    {
        var path = new List<ulong>();
        for (var address = end; address != 0; address = parents[address])
        {
            path.Insert(0, address);
        }

        // What a static field holds stands in an array of the runtime, which says nothing to anybody. Before the class is initialized its name is not found.
        var holder = IsStatic(path) ? Static(path[1]) ?? "a static field, most likely" : null;
        List<string> lines = [holder ?? Root(roots[path[0]])];
        for (var i = holder is null ? 0 : 1; i < path.Count; i++)
        {
            lines.Add(i + 1 < path.Count ? $"{TypeName(path[i])}{Field(path[i], path[i + 1])}" : TypeName(path[i]));
        }

        return lines.Count <= LongestPath ? lines : [.. lines.Take(LongestPath / 2), "...", .. lines.TakeLast(LongestPath / 2)];
    }

    private static string Root(ClrRoot root) => root.RootKind switch
    {
        ClrRootKind.Stack when root is ClrStackRoot { StackFrame.Thread: { } thread } => $"the stack of thread {thread.ManagedThreadId}",
        ClrRootKind.FinalizerQueue => "the queue of objects to finalize",
        ClrRootKind.StrongHandle => "a strong handle",
        ClrRootKind.PinnedHandle or ClrRootKind.AsyncPinnedHandle => "a pinned handle",
        ClrRootKind.RefCountedHandle => "a handle that counts references",
        var kind => $"a root: {kind}",
    };

    private bool IsStatic(List<ulong> path) => path.Count > 1
        && roots[path[0]].RootKind is ClrRootKind.StrongHandle or ClrRootKind.PinnedHandle
        && runtime.Heap.GetObject(path[0]).Type?.Name == "System.Object[]";

    private string? Static(ulong held)
    {
        foreach (var type in runtime.EnumerateModules().SelectMany(module => module.EnumerateTypesWithStaticFields()))
        {
            if (type.StaticFields.FirstOrDefault(field => field.IsObjectReference && Holds(field, held)) is { } field)
            {
                return $"static {type.Name}.{field.Name}";
            }
        }

        return null;
    }

    private bool Holds(ClrStaticField field, ulong address) => runtime.AppDomains.Any(domain => field.ReadObject(domain).Address == address);

    private string TypeName(ulong address)
    {
        var named = runtime.Heap.GetObject(address);
        var name = named.IsRuntimeType && named.AsRuntimeType() is { Name: { } of } ? $"System.RuntimeType of {of}" : named.Type?.Name ?? "an object";
        return name.Length <= LongestName ? name : $"{name[..LongestName]}...";
    }

    private string Field(ulong holder, ulong held)
    {
        var reference = runtime.Heap.GetObject(holder).EnumerateReferencesWithFields(carefully: true, considerDependantHandles: true)
            .FirstOrDefault(reference => reference.Object.Address == held);
        return reference.Field?.Name is { } name ? $".{name}" : "";
    }
}
