using System.ComponentModel;
using System.Diagnostics;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>Programs of others that decode and encode pixel data.</summary>
internal static class PeerPrograms
{
    /// <summary>Runs a program; false where it is not installed.</summary>
    /// <exception cref="InvalidOperationException">It fails.</exception>
    public static bool TryRun(string program, params string[] arguments) => TryRead(program, out _, arguments);

    /// <summary>Runs a program and takes what it writes; false where it is not installed.</summary>
    /// <exception cref="InvalidOperationException">It fails.</exception>
    public static bool TryRead(string program, out string output, params string[] arguments)
    {
        output = "";
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var said = process.StandardError.ReadToEndAsync();
            output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? true : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.ExitCode}, {said.Result}");
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
