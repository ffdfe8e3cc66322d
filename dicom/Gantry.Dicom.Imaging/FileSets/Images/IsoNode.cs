using Microsoft.Win32.SafeHandles;

namespace Gantry.Dicom.Imaging;

/// <summary>A file or a folder of an image.</summary>
internal sealed class IsoNode
{
    /// <summary>Its name on the disk, and in Joliet; empty for the root.</summary>
    public required string Name { get; init; }

    /// <summary>Its name by ISO 9660 level 1, without version; unlike all others of its folder.</summary>
    public string Identifier { get; init; } = "";

    /// <summary>The folder that it is in; the root is in itself.</summary>
    public IsoNode? Parent { get; init; }

    /// <summary>What is in it; null for a file.</summary>
    public List<IsoNode>? Children { get; init; }

    /// <summary>Where its bytes come from; empty for a folder.</summary>
    public string Source { get; init; } = "";

    /// <summary>How many bytes a file has.</summary>
    public long Length { get; init; }

    /// <summary>The first sector of a file; the same in both trees.</summary>
    public uint FileSector { get; set; }

    public bool IsFolder => Children is not null;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be opened, or has not as many bytes any more.</exception>
    public SafeFileHandle Open()
    {
        var file = File.OpenHandle(Source, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (RandomAccess.GetLength(file) == Length)
        {
            return file;
        }

        file.Dispose();
        throw new IOException($"{Source} has changed while the image was made.");
    }
}
