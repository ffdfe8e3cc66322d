namespace Gantry.Host.Plugins.Folders;

/// <summary>What a name in a folder stands for.</summary>
internal enum FileKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link or another reparse point.</summary>
    Link,

    /// <summary>A pipe, a socket, a device: something whose opening may wait for ever.</summary>
    Other,
}

/// <summary>What the system knows of a file without opening it. A link is not followed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Mode">Who may do what; none where the system has no such.</param>
/// <param name="Owner">The number of the account that owns it; null where the system does not tell.</param>
/// <param name="Identity">Device and number, by which it is known again when it is open; null where the system does not tell.</param>
internal readonly record struct FileFacts(FileKind Kind, long Length, UnixFileMode Mode, uint? Owner, (ulong Device, ulong Number)? Identity)
{
    /// <exception cref="IOException">There is nothing, or the system does not tell.</exception>
    /// <exception cref="UnauthorizedAccessException">The account of the host may not look.</exception>
    public static FileFacts Of(string path) => OperatingSystem.IsLinux() ? LinuxFiles.Look(path) : OfAttributes(path);

    // What cannot be told here, the owner and pipes, is not checked on such systems.
    private static FileFacts OfAttributes(string path)
    {
        var attributes = File.GetAttributes(path);
        var mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
        FileKind kind;
        if (attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            kind = FileKind.Link;
        }
        else if (attributes.HasFlag(FileAttributes.Directory))
        {
            kind = FileKind.Folder;
        }
        else
        {
            kind = attributes.HasFlag(FileAttributes.Device) ? FileKind.Other : FileKind.File;
        }

        return new FileFacts(kind, kind == FileKind.File ? new FileInfo(path).Length : 0, mode, null, null);
    }
}
