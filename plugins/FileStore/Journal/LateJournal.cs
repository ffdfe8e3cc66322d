using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.FileStore;

/// <summary>The journal of a store, which is made once it is worth it, while instances go on to be stored without one.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class LateJournal(string folder, StoreFiles files, FileThreads threads, JournalSize size, ILogger logger)
{
    private const int RoomFactor = 4; // what the journal takes must not be what instances lack
    private const int InstancesUntilNextAttempt = 1_000;

    private volatile InstanceJournal? _journal;
    private volatile Task? _making;
    private int _instances;

    /// <summary>The journal, given up or not, for it may say that an instance is there which is deleted now; null before it is made.</summary>
    public InstanceJournal? ForDeletion => _journal;

    private InstanceJournal? Current => _journal is { IsGivenUp: false } journal ? journal : null;

    /// <summary>The journal for an instance; null where its file has to be synced by itself.</summary>
    public InstanceJournal? ForNext()
    {
        if (_journal is null && size.Bytes > 0 && files.KeepsJournal && Interlocked.Increment(ref _instances) == size.After)
        {
            _making = threads.RunAsync(Make, CancellationToken.None);
        }

        return Current;
    }

    /// <summary>Ends the journal: the files are durable without it then.</summary>
    /// <returns>False where they are not, and the journal is kept for the next start.</returns>
    public bool Close()
    {
        _making?.Wait();
        return _journal?.Close() ?? true;
    }

    private void Make()
    {
        try
        {
            var free = files.FreeBytes(folder);
            if (free < size.Bytes * RoomFactor)
            {
                throw new IOException($"The disk has {free >> 20} MiB left.");
            }

            _journal = InstanceJournal.Create(files, folder, size.Bytes, logger);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.JournalMissing(exception.Message);
            Interlocked.Exchange(ref _instances, size.After - InstancesUntilNextAttempt);
        }
    }
}
