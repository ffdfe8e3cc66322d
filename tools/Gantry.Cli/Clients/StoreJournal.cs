using System.Text;
using System.Text.Json;
using Gantry.Cli.Administration;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>A line of the journal: a file that a peer has acknowledged, as it was then.</summary>
internal sealed record JournalEntry(string? Peer, string? Path, long Length, long Modified, string? SopInstanceUid);

/// <summary>Which files a peer has acknowledged, so that a store that was interrupted can go on: JSON lines, each written when its response has come.</summary>
/// <remarks>A file that has changed since is sent again. A last line that was cut off counts for nothing.</remarks>
internal sealed class StoreJournal : IDisposable
{
    private readonly HashSet<JournalEntry> _known = [];
    private readonly string _peer;
    private readonly StreamWriter _writer;

    private StoreJournal(string peer, string file)
    {
        _peer = peer;
        var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        stream.SetLength(Read(stream, file));
        stream.Seek(0, SeekOrigin.End);
        _writer = new StreamWriter(stream) { AutoFlush = true };
    }

    /// <summary>Opens a journal, or makes one.</summary>
    /// <exception cref="CliException">It cannot be opened, or is none.</exception>
    public static StoreJournal Open(string peer, string file)
    {
        try
        {
            return new StoreJournal(peer, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file}: {exception.Message}", exception);
        }
    }

    /// <summary>True where the peer has acknowledged the file, and it has not changed since.</summary>
    public bool Contains(StoreSource source) => EntryOf(source) is { } entry && _known.Contains(entry);

    /// <summary>Notes an acknowledged instance.</summary>
    public void Add(StoreOutcome outcome)
    {
        if (outcome.IsStored && EntryOf(outcome.Source) is { } entry)
        {
            _writer.WriteLine(JsonLine.Of(entry with { SopInstanceUid = outcome.SopInstanceUid.Value }, ClientJson.Default.JournalEntry));
        }
    }

    public void Dispose() => _writer.Dispose();

    private JournalEntry? EntryOf(StoreSource source)
    {
        var file = new FileInfo(source.Name);
        return file.Exists ? new JournalEntry(_peer, file.FullName, file.Length, file.LastWriteTimeUtc.Ticks, null) : null;
    }

    // Gives the length of the whole lines.
    private long Read(Stream stream, string file)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = reader.ReadToEnd();
        var whole = text.LastIndexOf('\n') + 1;
        foreach (var line in text[..whole].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                if (JsonSerializer.Deserialize(line, ClientJson.Default.JournalEntry) is { Path: not null } entry)
                {
                    _known.Add(entry with { SopInstanceUid = null });
                    continue;
                }
            }
            catch (JsonException exception)
            {
                throw new CliException($"{file} is not a journal of gantry store.", exception);
            }

            throw new CliException($"{file} is not a journal of gantry store.");
        }

        return whole == 0 && text.Length > 0 && !text.StartsWith('{')
            ? throw new CliException($"{file} is not a journal of gantry store.")
            : Encoding.UTF8.GetByteCount(text.AsSpan(0, whole));
    }
}
