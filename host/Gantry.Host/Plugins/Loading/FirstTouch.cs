using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Gantry.Host.Plugins.Loading;

/// <summary>
/// Lets one thread meet the types of a new load context before others do: their type objects, their static fields, and the boxes of their asynchronous methods.
/// </summary>
/// <remarks>
/// What is met before the swap is loaded and compiled before it: the first callers of a new version do not wait for that. What is made from open generic types
/// only while operations run is not reached here.
/// </remarks>
internal static class FirstTouch
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private static readonly Type? Box = typeof(AsyncTaskMethodBuilder<>).GetNestedType("AsyncStateMachineBox`1", BindingFlags.NonPublic);
    private static readonly Type? NoResult = typeof(object).Assembly.GetType("System.Threading.Tasks.VoidTaskResult");

    /// <summary>
    /// Meets the types of a plugin's entry assembly, and of what it refers to and brings itself. What one of them throws is its own affair, and is thrown again
    /// when it is used.
    /// </summary>
    public static void MeetAll(Assembly entry)
    {
        var context = AssemblyLoadContext.GetLoadContext(entry)!;
        var known = new HashSet<Assembly> { entry };
        var waiting = new Queue<Assembly>(known);
        while (waiting.TryDequeue(out var assembly))
        {
            Meet(assembly);
            foreach (var reference in assembly.GetReferencedAssemblies())
            {
                if (TryLoad(context, reference) is { } referenced && AssemblyLoadContext.GetLoadContext(referenced) == context && known.Add(referenced))
                {
                    waiting.Enqueue(referenced);
                }
            }
        }
    }

    // A reference that is not there may never be needed.
    private static Assembly? TryLoad(AssemblyLoadContext context, AssemblyName reference)
    {
        try
        {
            return context.LoadFromAssemblyName(reference);
        }
        catch (Exception exception) when (exception is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null;
        }
    }

    private static void Meet(Assembly assembly)
    {
        foreach (var type in TypesOf(assembly).Where(type => !type.ContainsGenericParameters))
        {
            // A static constructor that is written out may have effects, and waits for its time; field initializers and what the compiler made do not.
            if (type.TypeInitializer is null || type.Attributes.HasFlag(TypeAttributes.BeforeFieldInit))
            {
                Initialize(type);
            }

            if (type.IsAssignableTo(typeof(IAsyncStateMachine)) && BoxOf(type) is { } box)
            {
                Initialize(box);
            }
        }
    }

    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException incomplete)
        {
            return incomplete.Types.OfType<Type>(); // those with a reference that is not there; nothing may need them
        }
    }

    private static void Initialize(Type type)
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }
        catch (TypeInitializationException)
        {
            return;
        }
    }

    // The runtime keeps a suspended asynchronous method in a box whose type has a static field of its own.
    private static Type? BoxOf(Type stateMachine)
    {
        var builder = stateMachine.GetField("<>t__builder", Fields)?.FieldType;
        if (builder is null || Box is null || NoResult is null || !builder.Name.StartsWith("Async", StringComparison.Ordinal))
        {
            return null;
        }

        var result = builder.IsGenericType ? builder.GetGenericArguments()[0] : NoResult;
        return builder.Name.Contains("Iterator", StringComparison.Ordinal) || builder.Name.Contains("Void", StringComparison.Ordinal)
            ? Box.MakeGenericType(NoResult, stateMachine)
            : Box.MakeGenericType(result, stateMachine);
    }
}
