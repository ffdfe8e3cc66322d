using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gantry.Interop.Tests;

/// <summary>Notes what was exercised with whom: a line for each in artifacts/interop.tsv, of which tools/test makes the table artifacts/interop.md.</summary>
internal static class InteropReport
{
    private static readonly ConcurrentDictionary<string, string> Versions = [];
    private static readonly Lock Gate = new();
    private static readonly string Path = FindPath();

    /// <summary>Notes that an exercise went well.</summary>
    /// <param name="peer">The product.</param>
    /// <param name="package">Debian's package of it, whose version is noted; or a version.</param>
    /// <param name="service">As <c>C-STORE</c>.</param>
    /// <param name="role">What the peer was: <c>SCU</c> or <c>SCP</c>.</param>
    /// <param name="more">What else was used: <c>TLS</c>, <c>user identity</c>; nothing unless given.</param>
    public static void Note(string peer, string package, string service, string role, string more = "")
    {
        var line = string.Join('\t', peer, Versions.GetOrAdd(package, VersionOf), service, role, more) + "\n";
        lock (Gate)
        {
            File.AppendAllText(Path, line);
        }
    }

    private static string VersionOf(string package)
    {
        if (char.IsAsciiDigit(package[0]))
        {
            return package;
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo("dpkg-query", ["-W", "-f", "${Version}", package]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var version = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? version : "?";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "?"; // not a Debian system
        }
    }

    private static string FindPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && folder.Name != "artifacts")
        {
            folder = folder.Parent;
        }

        return System.IO.Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "interop.tsv");
    }
}
