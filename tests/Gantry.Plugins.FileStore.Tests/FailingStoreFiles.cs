namespace Gantry.Plugins.FileStore.Tests;

/// <summary>File operations of which the n-th fails, before it does anything.</summary>
internal sealed class FailingStoreFiles(StoreFiles inner, int error) : StoreFiles
{
    private int _calls;

    /// <summary>The call that fails, counted from when this was set; 0 for none.</summary>
    public int FailAt
    {
        get;
        set
        {
            field = value;
            _calls = 0;
        }
    }

    /// <summary>The name of calls that all fail; null for none.</summary>
    public string? FailOn { get; set; }

    /// <summary>How long a sync of the journal takes.</summary>
    public TimeSpan SyncDelay { get; init; }

    /// <summary>The bytes that are said to be free.</summary>
    public long Free { get; init; } = long.MaxValue;

    public List<string> Calls { get; } = [];

    public override bool KeepsJournal => inner.KeepsJournal;

    public override long FreeBytes(string folder) => Free;

    public override void CreateFolder(string path)
    {
        Next($"mkdir {Path.GetFileName(path)}");
        inner.CreateFolder(path);
    }

    public override FileStream Create(string path)
    {
        Next("create");
        return inner.Create(path);
    }

    public override void Write(FileStream file, ReadOnlySpan<byte> bytes)
    {
        Next("write");
        inner.Write(file, bytes);
    }

    public override void Overwrite(FileStream file, long offset, ReadOnlySpan<byte> bytes)
    {
        Next("overwrite");
        inner.Overwrite(file, offset, bytes);
    }

    public override void WriteAt(FileStream file, long offset, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        Next("write journal");
        inner.WriteAt(file, offset, parts);
    }

    public override void SyncData(FileStream file)
    {
        Next("fdatasync");
        Thread.Sleep(SyncDelay);
        inner.SyncData(file);
    }

    public override void SyncFileSystem(FileStream file)
    {
        Next("syncfs");
        inner.SyncFileSystem(file);
    }

    public override void Rename(string from, string to)
    {
        Next("rename");
        inner.Rename(from, to);
    }

    public override void SyncFile(FileStream file)
    {
        Next("fsync file");
        inner.SyncFile(file);
    }

    public override void SyncFolder(string path)
    {
        Next($"fsync {Path.GetFileName(path)}");
        inner.SyncFolder(path);
    }

    public override void Delete(string path) => inner.Delete(path);

    private void Next(string call)
    {
        lock (Calls)
        {
            Calls.Add(call);
            if (++_calls == FailAt || call == FailOn)
            {
                throw new IOException("Injected.", error);
            }
        }
    }
}
