namespace Gantry.Dicom.Network;

/// <summary>A file in a ZIP archive, as the archive's directory says.</summary>
/// <param name="Name">What the archive calls it: for people alone, never a path.</param>
/// <param name="IsEncrypted">True where a password is needed.</param>
/// <param name="Method">How it is compressed: 0, not at all, and 8, deflated, can be read.</param>
/// <param name="Crc">The CRC-32 of its bytes.</param>
/// <param name="StoredLength">The bytes that it has in the archive.</param>
/// <param name="Length">The bytes that it has.</param>
/// <param name="Offset">Where its local header begins in the archive.</param>
internal sealed record ZipEntry(string Name, bool IsEncrypted, int Method, uint Crc, long StoredLength, long Length, long Offset)
{
    /// <summary>True for a folder.</summary>
    public bool IsFolder => Name.EndsWith('/');

    /// <summary>The last part of its name.</summary>
    public string FileName => Name[(Name.LastIndexOfAny(['/', '\\']) + 1)..];
}
