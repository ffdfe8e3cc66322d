using System.Security.Cryptography;

namespace Gantry.Plugins.FileStore;

/// <summary>Where files are while they are being written: a folder of this store's own, marked as in use by a locked file beside it.</summary>
/// <remarks>
/// While one version of the plugin replaces another both write, and the new one must not take the old one's files for left-overs. The lock goes
/// with the process, so what a crash leaves is unlocked.
/// </remarks>
internal sealed class IncomingFolder : IDisposable
{
    private const string LockExtension = ".lock";
    private const int MaximumAttempts = 8;

    private readonly FileStream _lock;
    private long _last;

    private IncomingFolder(string path, FileStream @lock)
    {
        Path = path;
        _lock = @lock;
    }

    /// <summary>The folder's path.</summary>
    public string Path { get; }

    /// <summary>Makes a new folder below the folder of all incoming files.</summary>
    public static IncomingFolder Create(string parent, StoreFiles files)
    {
        for (var attempt = 1; ; attempt++)
        {
            var path = System.IO.Path.Combine(parent, RandomNumberGenerator.GetHexString(16, lowercase: true));
            try
            {
                if (Lock(path, FileMode.CreateNew) is { } taken)
                {
                    files.CreateFolder(path);
                    return new(path, taken);
                }
            }
            catch (IOException) when (attempt < MaximumAttempts)
            {
                // A store that is tidying up held the lock for a moment: another name.
            }
        }
    }

    /// <summary>Deletes the folders that no living store holds.</summary>
    /// <param name="parent">The folder of all incoming files.</param>
    /// <param name="salvage">Takes out of all of these folders what is wanted.</param>
    /// <returns>The number of files that were in them.</returns>
    public static int RemoveLeftOvers(string parent, Action<IReadOnlyCollection<string>> salvage)
    {
        var removed = 0;
        var locks = Directory.GetFiles(parent, "*" + LockExtension).Select(file => file[..^LockExtension.Length]);
        var dead = new Dictionary<string, FileStream>();
        try
        {
            foreach (var path in Directory.GetDirectories(parent).Union(locks))
            {
                if (TryLock(path) is { } taken)
                {
                    dead.Add(path, taken);
                }
            }

            string[] folders = [.. dead.Keys.Where(Directory.Exists)];
            salvage(folders);
            foreach (var path in folders)
            {
                removed += Directory.GetFiles(path).Length;
                Directory.Delete(path, recursive: true);
            }
        }
        finally
        {
            foreach (var taken in dead.Values)
            {
                taken.Dispose();
            }
        }

        return removed;
    }

    /// <summary>A path that no other file has or had.</summary>
    public string NewPath() => System.IO.Path.Combine(Path, $"{Interlocked.Increment(ref _last)}.tmp");

    /// <summary>True to leave the folder to the next start, which salvages what is in it.</summary>
    public bool IsKept { get; set; }

    /// <summary>Removes the folder with all that is still in it, unless it is kept.</summary>
    public void Dispose()
    {
        if (!IsKept)
        {
            Directory.Delete(Path, recursive: true);
        }

        _lock.Dispose();
    }

    private static FileStream? TryLock(string folder)
    {
        try
        {
            return Lock(folder, FileMode.OpenOrCreate);
        }
        catch (IOException)
        {
            return null; // a living store holds it
        }
    }

    /// <summary>Takes the lock of a folder; closing it deletes it, before it is unlocked.</summary>
    /// <returns>Null where the file was deleted by its holder between our opening and our locking it.</returns>
    /// <exception cref="IOException">Somebody else holds it.</exception>
    private static FileStream? Lock(string folder, FileMode mode)
    {
        var path = folder + LockExtension;
        var file = new FileStream(path, mode, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        if (File.Exists(path))
        {
            return file;
        }

        file.Dispose();
        return null;
    }
}
