using System.Reflection;

namespace Gantry.Host.Tests.Plugins;

/// <summary>The small plugins that the build leaves for these tests.</summary>
internal static class Fixture
{
    private static readonly string Root = typeof(Fixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Fixtures").Value!;

    /// <summary>The built folder of a fixture project.</summary>
    public static string Folder(string project) => Directory.EnumerateDirectories(Path.Combine(Root, project)).Single(folder => !Path.GetFileName(folder).StartsWith('.'));

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
