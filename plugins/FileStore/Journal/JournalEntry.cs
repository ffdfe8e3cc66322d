namespace Gantry.Plugins.FileStore;

/// <summary>What waits to be written to the journal, and whoever waits for that.</summary>
/// <param name="location">The instance.</param>
/// <param name="content">The bytes of its file, not to be changed before it is done; null where it was deleted.</param>
/// <param name="isUncertain">True where a start has to tell of it, unless it was settled before.</param>
internal sealed class JournalEntry(InstanceLocation location, ReadOnlyMemory<byte>? content, bool isUncertain = false)
{
    private readonly object _gate = new();
    private bool _isWoken;
    private bool _hasTurn;

    public InstanceLocation Location { get; } = location;

    public ReadOnlyMemory<byte>? Content { get; } = content;

    public DateTime Time { get; } = DateTime.UtcNow;

    public int Bytes { get; } = JournalRecord.BytesOf(location, content?.Length ?? 0);

    public bool IsUncertain { get; } = isUncertain;

    /// <summary>Settles it; there once it was written, where it is uncertain.</summary>
    public UnsettledEntry? Recovery { get; set; }

    public bool IsDone { get; set; }

    public Exception? Failure { get; set; }

    /// <summary>Waits until it is done, or it is this one's turn to write for all.</summary>
    /// <returns>True where it is its turn.</returns>
    public bool WaitForTurn()
    {
        lock (_gate)
        {
            while (!_isWoken)
            {
                Monitor.Wait(_gate);
            }

            return _hasTurn;
        }
    }

    /// <summary>Has whoever waits go on.</summary>
    /// <param name="hasTurn">True where it is its turn; false where it is done.</param>
    public void Wake(bool hasTurn)
    {
        lock (_gate)
        {
            (_isWoken, _hasTurn) = (true, hasTurn);
            Monitor.Pulse(_gate);
        }
    }
}
