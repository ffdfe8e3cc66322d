using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>
/// Makes images with two file systems over the same files: UDF 1.02 beside ISO 9660 level 1 with Joliet (PS3.12 §P). A file of more than 4 GiB - 1 is whole in UDF alone.
/// They are made by <see cref="Program"/>, where that is installed.
/// </summary>
public static class UdfImage
{
    /// <summary>The program that makes them, which is found by the path of the process.</summary>
    public const string Program = "genisoimage";

    private const int LongestComplaint = 500;

    /// <summary>True where ISO 9660 cannot have all of a folder: a file of it is more than 4 GiB - 1.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static bool IsNeeded(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Any(file => file.Length > uint.MaxValue);
    }

    /// <summary>Writes an image of a folder and all below it. Its times are those of the files, and of now.</summary>
    /// <param name="folder">The root of the medium; nothing in it may change meanwhile.</param>
    /// <param name="volume">What the medium is called: up to 16 capitals, digits and underscores.</param>
    /// <param name="output">Where to; it is written from where it stands, once.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>How many bytes the image has.</returns>
    /// <exception cref="ArgumentException">The volume cannot be called so.</exception>
    /// <exception cref="IOException">The program is not installed, or could not make the image; or the folder cannot be read or the image not written.</exception>
    public static long Write(string folder, string volume, Stream output, CancellationToken cancellationToken = default) => Write(Program, folder, volume, output, cancellationToken);

    internal static long Write(string program, string folder, string volume, Stream output, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(output);
        IsoImage.CheckVolume(volume);
        using var process = Start(program, folder, volume);
        try
        {
            using var ending = cancellationToken.Register(process.Kill);
            var complaint = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var bytes = Copy(process.StandardOutput.BaseStream, output, cancellationToken);
            process.WaitForExit();
            cancellationToken.ThrowIfCancellationRequested();
            return process.ExitCode == 0
                ? bytes
                : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}: {Shortened(complaint.GetAwaiter().GetResult())}"));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private static Process Start(string program, string folder, string volume)
    {
        string[] arguments = ["-quiet", "-iso-level", "1", "-J", "-udf", "-allow-limited-size", "-V", volume, "-A", "GANTRY", "--", Path.GetFullPath(folder)];
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            var process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception missing)
        {
            throw new IOException($"An image with UDF is needed, as for a file of more than 4 GiB, and {program}, which makes such images, cannot be started: {missing.Message}", missing);
        }
    }

    private static long Copy(Stream image, Stream output, CancellationToken cancellationToken)
    {
        var (buffer, bytes) = (new byte[1 << 17], 0L);
        while (image.Read(buffer) is > 0 and var read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            output.Write(buffer, 0, read);
            bytes += read;
        }

        return bytes;
    }

    private static string Shortened(string complaint) => complaint.Trim() is var text && text.Length > LongestComplaint ? text[^LongestComplaint..] : text;
}
