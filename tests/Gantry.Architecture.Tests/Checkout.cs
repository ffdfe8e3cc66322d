using System.Diagnostics;

namespace Gantry.Architecture.Tests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Checkout
{
    private static readonly string[] Ignored = [".git", "artifacts", "bin", "obj", "data", "node_modules", "TestResults", ".vs", ".idea"];
    private static readonly Lazy<IReadOnlyList<string>> LazyFiles = new(() => [.. (OfGit() ?? OfDisk()).Order(StringComparer.Ordinal)]);

    public static string Top { get; } = FindTop();

    /// <summary>What belongs to the repository, as paths below its top with slashes.</summary>
    public static IReadOnlyList<string> Files => LazyFiles.Value;

    public static IEnumerable<string> Sources => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !IsGenerated(file));

    public static string FullPath(string file) => Path.Combine(Top, file);

    public static bool IsText(string file) => !File.ReadAllBytes(FullPath(file)).AsSpan().Contains((byte)0);

    private static bool IsGenerated(string file) => file.EndsWith(".g.cs", StringComparison.Ordinal);

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Host.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Host.sln is in no folder above the tests.");
    }

    // Null where there is no git or no repository: an archive of the sources, for example.
    private static List<string>? OfGit()
    {
        try
        {
            var start = new ProcessStartInfo("git", ["-C", Top, "ls-files", "-z"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var git = Process.Start(start)!;
            var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
            git.WaitForExit();
            return git.ExitCode == 0 ? [.. files.Where(file => File.Exists(FullPath(file)))] : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static IEnumerable<string> OfDisk() => Directory.EnumerateFiles(Top, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Top, path).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(part => Ignored.Contains(part)));
}
