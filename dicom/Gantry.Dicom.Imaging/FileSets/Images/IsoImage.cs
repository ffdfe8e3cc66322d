namespace Gantry.Dicom.Imaging;

/// <summary>
/// Makes images of CDs and DVDs: ISO 9660 level 1, so that every reader takes them (PS3.12 §F), with Joliet, so that people see names as they are. Where files are not
/// DICOM's, they may have any name of up to 64 characters; in ISO 9660 they have a shorter one then. What has a file that is too large for it, <see cref="UdfImage"/> makes.
/// </summary>
public static class IsoImage
{
    private const uint SystemSectors = 16;
    private const uint PaddingSectors = 150; // drives read ahead, and take the end of the medium for a fault
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

        var root = IsoTree.Of(folder);
        var (plain, joliet) = (new IsoHierarchy(root, isJoliet: false, at), new IsoHierarchy(root, isJoliet: true, at));
        var end = Place(root, plain, joliet) + PaddingSectors;

        output.Write(new byte[SystemSectors * IsoSector.Bytes]);
        output.Write(IsoDescriptor.Of(plain, isJoliet: false, volume, end, at));
        output.Write(IsoDescriptor.Of(joliet, isJoliet: true, volume, end, at));
        output.Write(IsoDescriptor.Terminator());
        plain.WriteTables(output);
        joliet.WriteTables(output);
        plain.WriteFolders(output);
        joliet.WriteFolders(output);
        foreach (var file in IsoTree.Files(root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Copy(file, output);
        }

        output.Write(new byte[PaddingSectors * IsoSector.Bytes]);
        return (long)end * IsoSector.Bytes;
    }

    internal static void CheckVolume(string volume)
    {
        ArgumentNullException.ThrowIfNull(volume);
        if (volume.Length > LongestVolume || !volume.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character == '_'))
        {
            throw new ArgumentException($"A volume cannot be called {volume}: up to {LongestVolume} capitals, digits and underscores.", nameof(volume));
        }
    }

    private static uint Place(IsoNode root, IsoHierarchy plain, IsoHierarchy joliet)
    {
        var sector = joliet.PlaceFolders(plain.PlaceFolders(joliet.PlaceTables(plain.PlaceTables(SystemSectors + 3))));
        foreach (var file in IsoTree.Files(root))
        {
            file.FileSector = file.Length == 0 ? 0 : sector;
            sector = checked(sector + IsoSector.Count(file.Length));
        }

        return sector;
    }

    private static void Copy(IsoNode file, Stream output)
    {
        using var input = new FileStream(file.Source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (input.Length != file.Length)
        {
            throw new IOException($"{file.Source} has changed while the image was made.");
        }

        input.CopyTo(output, 1 << 17);
        output.Write(new byte[(IsoSector.Count(file.Length) * IsoSector.Bytes) - file.Length]);
    }
}
