using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.FileStore;

/// <summary>Moves instances to the large volume when they are old, or when the disk they lie on is full.</summary>
/// <remarks>
/// A copy, its sync, its digest read back, its name, and only then the deletion: whenever the power fails, one of the two is whole. A file that is not what it was
/// when it was stored stays where it is.
/// </remarks>
internal sealed class Tiering(Volumes volumes, FileStoreSettings settings, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Moves what is to be moved, again and again.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false))
            {
                await TryMoveAllAsync(stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TryMoveAllAsync(CancellationToken stopping)
    {
        try
        {
            await MoveAllAsync(stopping).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.MovingFailed(exception.Message); // a folder that cannot be listed: the next time, perhaps
        }
    }

    /// <summary>Moves what is to be moved now.</summary>
    /// <returns>How many instances were moved.</returns>
    public async Task<int> MoveAllAsync(CancellationToken cancellationToken)
    {
        var moved = 0;
        foreach (var fast in volumes.Fast)
        {
            foreach (var folder in fast.GetParts().SelectMany(fast.GetFolders))
            {
                foreach (var location in await volumes.Threads.RunAsync(() => fast.GetLocations(folder), cancellationToken).ConfigureAwait(false))
                {
                    moved += await TryMoveAsync(fast, location, cancellationToken).ConfigureAwait(false) ? 1 : 0;
                }
            }
        }

        if (moved > 0)
        {
            logger.Moved(moved, volumes.Large!.Instances);
        }

        return moved;
    }

    private async Task<bool> TryMoveAsync(StoreFolder fast, string text, CancellationToken cancellationToken)
    {
        _ = InstanceLocation.TryParse(text, out var location);
        var path = location.In(fast.Instances);
        if (!IsDue(fast, path))
        {
            return false;
        }

        var begun = time.GetTimestamp();
        long bytes = 0;
        try
        {
            bytes = await volumes.Threads.RunAsync(() => Move(fast, location, path), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.NotMoved(text, exception.Message);
        }

        var due = TimeSpan.FromSeconds(bytes / (settings.MoveMegabytesPerSecond * 1e6)) - time.GetElapsedTime(begun);
        if (due > TimeSpan.Zero)
        {
            await Task.Delay(due, time, cancellationToken).ConfigureAwait(false);
        }

        return bytes > 0;
    }

    private bool IsDue(StoreFolder fast, string path) =>
        (settings.MoveAfter > TimeSpan.Zero && time.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path) >= settings.MoveAfter)
        || (settings.MoveAbovePercent > 0 && fast.FullPercent > settings.MoveAbovePercent);

    private long Move(StoreFolder fast, InstanceLocation location, string path)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        var large = volumes.Large!;
        var copy = VerifiedCopy.Make(path, large);
        var bytes = copy.Stream.Length;
        try
        {
            volumes.Move(() =>
            {
                if (File.Exists(path)) // or it was deleted while it was copied
                {
                    large.Place(copy, location);
                    fast.Delete(location);
                }
            });
        }
        finally
        {
            large.Discard(copy); // nothing where it was placed, for its name is another one then
        }

        return bytes;
    }
}
