namespace Gantry.Contracts;

/// <summary>Work that a plugin repeats in the background as long as it runs, and that outlives its own failures.</summary>
public static class BackgroundWork
{
    /// <summary>
    /// Repeats work until told to stop: waits for the interval, works, and waits again. Whatever the work throws, it is tried again: services of others are away while
    /// these are replaced. Of failures in a row the first alone is told.
    /// </summary>
    /// <param name="interval">How long to wait before each time; asked anew each time, so that settings apply live.</param>
    /// <param name="work">The work; it ends soon once its token is cancelled.</param>
    /// <param name="failed">Is told of the first failure, and of the first after the work went well again.</param>
    /// <param name="time">The clock of the interval.</param>
    /// <param name="stopping">Ends it: <see cref="IPluginContext.Stopping"/>.</param>
    /// <returns>A task that ends after <paramref name="stopping"/> is cancelled and the work has returned; awaited by <see cref="IPluginLifecycle.StopAsync"/>.</returns>
    public static Task RepeatAsync(Func<TimeSpan> interval, Func<CancellationToken, Task> work, Action<Exception> failed, TimeProvider time, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(interval);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(time);
        return Task.Run(() => LoopAsync(interval, work, failed, new WorkWake(), time, stopping), CancellationToken.None);
    }

    /// <summary>Repeats work until told to stop: at once, and then whenever it is woken or the interval has passed. Otherwise as the other.</summary>
    /// <param name="interval">How long to wait for a wake after each time; asked anew each time, so that settings apply live.</param>
    /// <param name="work">The work; it ends soon once its token is cancelled.</param>
    /// <param name="failed">Is told of the first failure, and of the first after the work went well again.</param>
    /// <param name="wake">Has it done at once.</param>
    /// <param name="time">The clock of the interval.</param>
    /// <param name="stopping">Ends it: <see cref="IPluginContext.Stopping"/>.</param>
    /// <returns>A task that ends after <paramref name="stopping"/> is cancelled and the work has returned; awaited by <see cref="IPluginLifecycle.StopAsync"/>.</returns>
    public static Task RepeatAsync(
        Func<TimeSpan> interval, Func<CancellationToken, Task> work, Action<Exception> failed, WorkWake wake, TimeProvider time, CancellationToken stopping)
    {
        ArgumentNullException.ThrowIfNull(interval);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(wake);
        ArgumentNullException.ThrowIfNull(time);
        wake.Wake();
        return Task.Run(() => LoopAsync(interval, work, failed, wake, time, stopping), CancellationToken.None);
    }

    private static async Task LoopAsync(
        Func<TimeSpan> interval, Func<CancellationToken, Task> work, Action<Exception> failed, WorkWake wake, TimeProvider time, CancellationToken stopping)
    {
        var isFailing = false;
        while (true)
        {
            await wake.WaitAsync(interval(), time, stopping).ConfigureAwait(false);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            try
            {
                await work(stopping).ConfigureAwait(false);
                isFailing = false;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the loop must outlive anything: it is tried again, and told
            catch (Exception failure)
#pragma warning restore CA1031
            {
                if (!isFailing)
                {
                    failed(failure);
                }

                isFailing = true;
            }
        }
    }
}
