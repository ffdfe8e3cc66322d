using Microsoft.Win32.SafeHandles;

namespace Gantry.Dicom.Imaging;

/// <summary>
/// Makes images of CDs and DVDs: ISO 9660 level 1, so that every reader takes them (PS3.12 §F), with Joliet, so that people see names as they are. Where files are not
/// DICOM's, they may have any name of up to 64 characters; in ISO 9660 they have a shorter one then. What has a file that is too large for it, <see cref="UdfImage"/> makes.
/// </summary>
public static class IsoImage
{
    private const int LongestVolume = 16; // as Joliet has it

    /// <summary>
    /// Writes an image of a folder and all below it. The same folder, volume and time give the same bytes, unless a file is more than 4 GiB - 1: such an image has UDF besides.
    /// </summary>
    /// <param name="folder">The root of the medium; nothing in it may change meanwhile.</param>
    /// <param name="volume">What the medium is called: up to 16 capitals, digits and underscores; a File-set ID with underscores for blanks.</param>
    /// <param name="at">When it was made.</param>
    /// <param name="output">Where to; it is written from where it stands, once.</param>
    /// <param name="cancellationToken">Ends the work between files.</param>
    /// <returns>How many bytes the image has.</returns>
    /// <exception cref="ArgumentException">The volume cannot be called so.</exception>
    /// <exception cref="IOException">The folder cannot be read or the image not written; it is deeper than 8 folders, or has links or names that a disc cannot have; or a file needs UDF, and nothing here makes that.</exception>
    public static long Write(string folder, string volume, DateTimeOffset at, Stream output, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(output);
        CheckVolume(volume);
        if (UdfImage.IsNeeded(folder))
        {
            return UdfImage.Write(folder, volume, output, cancellationToken);
        }

        var layout = IsoLayout.Of(folder, volume, at);
        output.Write(layout.Head);
        foreach (var file in layout.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Copy(file, output);
        }

        output.Write(new byte[IsoLayout.PaddingBytes]);
        return layout.Length;
    }

    /// <summary>Likewise, into a file, by several processors: much of it is written at once, in whole pages of the system's cache, while more is read.</summary>
    /// <param name="folder">The root of the medium; nothing in it may change meanwhile.</param>
    /// <param name="volume">What the medium is called: up to 16 capitals, digits and underscores.</param>
    /// <param name="at">When it was made.</param>
    /// <param name="output">The file, which is empty and stays open; what the system knows of its position does not count, and does not change.</param>
    /// <param name="wrote">Is told how many bytes were written, each time some were, by several threads; null to tell nobody. What it throws ends the work.</param>
    /// <param name="cancellationToken">Ends the work between pieces.</param>
    /// <returns>How many bytes the image has.</returns>
    /// <exception cref="ArgumentException">The volume cannot be called so.</exception>
    /// <exception cref="IOException">The folder cannot be read or the image not written; it is deeper than 8 folders, has links or names that a disc cannot have, or a file that needs UDF: <see cref="UdfImage.IsNeeded"/>.</exception>
    public static long WriteFile(string folder, string volume, DateTimeOffset at, SafeFileHandle output, Action<long>? wrote = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(output);
        CheckVolume(volume);
        var layout = IsoLayout.Of(folder, volume, at);
        new IsoPieces(layout, output, wrote).Write(cancellationToken);
        return layout.Length;
    }

    internal static void CheckVolume(string volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        if (volume.Length > LongestVolume || !volume.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_'))
        {
            throw new ArgumentException($"A volume cannot be called {volume}: up to {LongestVolume} capitals, digits and underscores.", nameof(volume));
        }
    }

    private static void Copy(IsoNode file, Stream output)
    {
        using var handle = file.Open();
        using var input = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        input.CopyTo(output, 1 << 17);
        output.Write(new byte[(IsoSector.Count(file.Length) * IsoSector.Bytes) - file.Length]);
    }
}
