using System.Reflection;
using System.Runtime.CompilerServices;

namespace Gantry.Host.Plugins.Loading;

/// <summary>Empties the runtime's cache of generic virtual methods whenever a plugin's load context is collected.</summary>
/// <remarks>
/// The cache of .NET 10 (up to 10.0.12 at least) maps addresses of types and methods to code, and keeps its entries when a load context is gone
/// (dotnet/runtime#132562). Memory that is used again then makes a later call, of the next generation of the same plugin above all, run freed code: a hang,
/// a wrong result, a segmentation fault. Between the last use of a context's types and the reuse of their memory the cache must be empty; a finalizer that
/// runs in the very collection that frees the context is that moment. Newer runtimes do the same themselves, and then this does nothing more.
/// </remarks>
internal static class GenericDispatchCache
{
    private static readonly ConditionalWeakTable<Assembly, Witness> Witnesses = [];
    private static readonly Action? Empty = FindEmpty();

    /// <summary>False on a runtime that keeps the cache elsewhere or has none.</summary>
    public static bool IsFound => Empty is not null;

    /// <summary>Empties the cache when the assembly, and so its load context, is collected.</summary>
    public static void EmptyAfter(Assembly collectible)
    {
        if (IsFound)
        {
            Witnesses.GetOrCreateValue(collectible);
        }
    }

    private static Action? FindEmpty()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.NonPublic;
        var cache = typeof(object).Assembly.GetType("System.Runtime.CompilerServices.VirtualDispatchHelpers")
            ?.GetField("s_virtualFunctionPointerCache", Static)?.GetValue(null);
        return cache?.GetType().GetMethod("FlushCurrentCache", BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])
            ?.CreateDelegate<Action>(cache);
    }

    private sealed class Witness
    {
        ~Witness() => Empty!();
    }
}
