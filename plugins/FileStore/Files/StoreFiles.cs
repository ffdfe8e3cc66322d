using Gantry.Dicom;

namespace Gantry.Plugins.FileStore;

/// <summary>The file operations that storing consists of, each a point where the disk may fail.</summary>
/// <remarks>
/// This class is what there is on every system: it cannot flush a folder, nor a file system. Safe for concurrent use.
/// </remarks>
internal class StoreFiles
{
    /// <summary>The best there is for this system.</summary>
    public static StoreFiles ForThisSystem() => OperatingSystem.IsLinux() ? new LinuxStoreFiles() : new StoreFiles();

    /// <summary>True where <see cref="SyncFolder"/> does what it says.</summary>
    public virtual bool SyncsFolders => false;

    /// <summary>True where <see cref="SyncData"/> and <see cref="SyncFileSystem"/> report what the disk says, so that a journal can be relied upon.</summary>
    public virtual bool KeepsJournal => false;

    /// <summary>The bytes that are free where a folder lies.</summary>
    public virtual long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    /// <summary>The bytes of the disk where a folder lies.</summary>
    public virtual long TotalBytes(string folder) => new DriveInfo(folder).TotalSize;

    /// <summary>Creates a folder that only the host's user may enter; does nothing where it exists.</summary>
    public virtual void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Creates a file that only the host's user may read; it must not exist.</summary>
    public virtual FileStream Create(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read | FileShare.Delete, // Windows renames an open file only where deleting is shared
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Appends bytes.</summary>
    public virtual void Write(FileStream file, ReadOnlySpan<byte> bytes) => file.Write(bytes);

    /// <summary>Puts bytes in the place of others that were written.</summary>
    public virtual void Overwrite(FileStream file, long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(file.SafeFileHandle, bytes, offset);

    /// <summary>Writes bytes at a place, one part behind the other.</summary>
    public virtual void WriteAt(FileStream file, long offset, IReadOnlyList<ReadOnlyMemory<byte>> parts) => RandomAccess.Write(file.SafeFileHandle, parts, offset);

    /// <summary>Gives a file its final name, in the place of what has it.</summary>
    public virtual void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    /// <summary>Makes a file's bytes durable; a file system that cannot is a failure.</summary>
    public virtual void SyncFile(FileStream file) => DurableFile.Flush(file, isStrict: true);

    /// <summary>Makes a file's bytes durable, and of what is said about it only what it takes to read them.</summary>
    public virtual void SyncData(FileStream file) => SyncFile(file);

    /// <summary>Makes all files durable of the file system that a file lies on, and reports what could not be written since that file was opened.</summary>
    public virtual void SyncFileSystem(FileStream file) => throw new PlatformNotSupportedException();

    /// <summary>Makes a folder's entries durable.</summary>
    public virtual void SyncFolder(string path)
    {
    }

    /// <summary>Deletes a file; does nothing where there is none.</summary>
    public virtual void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // As good as deleted.
        }
    }
}
