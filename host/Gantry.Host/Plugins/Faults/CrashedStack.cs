using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Gantry.Host.Plugins.Faults;

/// <summary>Finds whose code a stack is in that the runtime wrote when it crashed.</summary>
internal static partial class CrashedStack
{
    private static readonly string[] Beginnings = ["Stack overflow.", "Process terminated.", "Unhandled exception.", "Fatal error."];

    /// <summary>The plugin of the topmost frame that is a plugin's, and the frame; null where no frame is.</summary>
    /// <param name="lastWords">What the process wrote at its end.</param>
    /// <param name="loaded">The generations that it had loaded.</param>
    /// <param name="copies">The folder of the host's own copies of plugins.</param>
    public static (RunningTrace Plugin, string Frame)? Find(string lastWords, IReadOnlyList<RunningTrace> loaded, string copies)
    {
        var begin = Beginnings.Max(beginning => lastWords.LastIndexOf(beginning, StringComparison.Ordinal));
        if (begin < 0)
        {
            return null;
        }

        var types = loaded.SelectMany(plugin => TypesOf(Path.Combine(copies, plugin.Id, plugin.ContentHash)).Select(type => (type, plugin)))
            .DistinctBy(pair => pair.type).ToDictionary(pair => pair.type, pair => pair.plugin, StringComparer.Ordinal);
        foreach (Match frame in FramePattern().Matches(lastWords[begin..]))
        {
            if (types.TryGetValue(frame.Groups["type"].Value, out var plugin))
            {
                return (plugin, frame.Value.Trim());
            }
        }

        return null;
    }

    private static IEnumerable<string> TypesOf(string copy) =>
        Directory.Exists(copy) ? Directory.EnumerateFiles(copy, "*.dll", SearchOption.AllDirectories).SelectMany(TypesOfAssembly) : [];

    private static List<string> TypesOfAssembly(string file)
    {
        using var image = new PEReader(File.OpenRead(file));
        try
        {
            if (!image.HasMetadata)
            {
                return [];
            }

            var metadata = image.GetMetadataReader();
            return
            [
                .. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Where(type => !type.IsNested)
                    .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}"),
            ];
        }
        catch (BadImageFormatException)
        {
            return []; // a native library
        }
    }

    // Nested types, state machines of asynchronous methods among them, stand behind a plus sign; generic arguments in brackets.
    [GeneratedRegex(@"^\s+at (?<type>[^\s(+\[]+?)(?:\+[^\s(]*|\[[^\s(]*)?\.[^\s.(]+\(.*$", RegexOptions.Multiline)]
    private static partial Regex FramePattern();
}
