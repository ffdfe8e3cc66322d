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

    public List<string> Calls { get; } = [];

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
        Calls.Add(call);
        if (++_calls == FailAt)
        {
            throw new IOException("Injected.", error);
        }
    }
}
