using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Gantry.Host.Plugins.Loading;

namespace Gantry.Host.Tests.Plugins;

public class GenericDispatchCacheTests
{
    [Fact]
    public void Nothing_is_left_in_it_once_a_collectible_assembly_is_gone()
    {
        Assert.SkipUnless(GenericDispatchCache.IsFound, "This runtime keeps no such cache.");
        Generic generic = new Derived();
        Assert.Equal("System.Int32", generic.Name<int>());
        Assert.NotEqual(0, Entries(typeof(Derived)));

        var assembly = Watched();
        for (var i = 0; i < 20 && assembly.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.False(assembly.IsAlive);
        Assert.Equal(0, Entries(typeof(Derived)));
        Assert.Equal("System.Int32", generic.Name<int>());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Watched()
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Watched"), AssemblyBuilderAccess.RunAndCollect);
        GenericDispatchCache.EmptyAfter(assembly);
        return new WeakReference(assembly);
    }

    // The entries whose key has the type as that of the object called.
    private static int Entries(Type receiver)
    {
        const BindingFlags Any = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var cache = typeof(object).Assembly.GetType("System.Runtime.CompilerServices.VirtualDispatchHelpers")!.GetField("s_virtualFunctionPointerCache", Any)!.GetValue(null)!;
        var table = (Array)cache.GetType().GetField("_table", Any)!.GetValue(cache)!;
        return table.Cast<object>().Skip(1).Count(entry =>
        {
            var key = entry.GetType().GetField("_key", Any)!.GetValue(entry)!;
            var pointer = key.GetType().GetField("_objectMethodTable", Any)!.GetValue(key)!;
            unsafe
            {
                return (nint)Pointer.Unbox(pointer) == receiver.TypeHandle.Value;
            }
        });
    }

    private abstract class Generic
    {
        public abstract string Name<T>();
    }

    private sealed class Derived : Generic
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public override string Name<T>() => typeof(T).FullName!;
    }
}
