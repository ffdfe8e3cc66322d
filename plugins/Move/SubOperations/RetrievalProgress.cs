using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>Tells the peer how far a retrieval is: at once, then after some sub-operations or some time, whichever is first.</summary>
internal sealed class RetrievalProgress(IPendingResponses<SubOperations> pending, MoveSettings settings, TimeProvider time)
{
    private int _unreported = settings.SubOperationsPerResponse;
    private long _reported;

    /// <summary>Notes that a sub-operation has ended, or that the retrieval begins.</summary>
    public async ValueTask AdvanceAsync(SubOperations now, CancellationToken cancellationToken)
    {
        _unreported++;
        if (now.Remaining > 0 && (_unreported >= settings.SubOperationsPerResponse || time.GetElapsedTime(_reported) >= settings.ResponseInterval))
        {
            await ReportAsync(now, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for work that may take long, and reports meanwhile, so that the peer does not give up.</summary>
    /// <remarks>A cancelled token ends the reports, not the work.</remarks>
    public async Task<T> WhileAsync<T>(Task<T> work, SubOperations now, CancellationToken cancellationToken)
    {
        try
        {
            while (!work.IsCompleted && await LastsAsync(work, cancellationToken).ConfigureAwait(false))
            {
                await ReportAsync(now, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await work.ConfigureAwait(false);
        }

        return await work.ConfigureAwait(false);
    }

    private async Task<bool> LastsAsync(Task work, CancellationToken cancellationToken)
    {
        await work.WaitAsync(settings.ResponseInterval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return !work.IsCompleted;
    }

    private async ValueTask ReportAsync(SubOperations now, CancellationToken cancellationToken)
    {
        await pending.SendAsync(now, cancellationToken).ConfigureAwait(false);
        _unreported = 0;
        _reported = time.GetTimestamp();
    }
}
