namespace Gantry.Plugins.MediaCreation;

/// <summary>Work on several things at a time whose results come in the order of the things.</summary>
internal static class InOrder
{
    /// <summary>Does the work.</summary>
    /// <param name="things">The things.</param>
    /// <param name="work">The work on one, which is done on threads of the pool.</param>
    /// <param name="parallelism">On how many it is done at a time; from 1.</param>
    /// <param name="lost">Gets the results of work that was done, and that nobody takes any more: the caller ended early, or work failed before it.</param>
    /// <returns>The results. When their enumeration has ended, in whatever way, no work goes on.</returns>
    public static async IAsyncEnumerable<TResult> RunAsync<T, TResult>(IEnumerable<T> things, Func<T, Task<TResult>> work, int parallelism, Action<TResult> lost)
    {
        var ahead = new Queue<Task<TResult>>();
        try
        {
            foreach (var thing in things)
            {
                ahead.Enqueue(Task.Run(() => work(thing)));
                if (ahead.Count > parallelism)
                {
                    yield return await ahead.Dequeue().ConfigureAwait(false);
                }
            }

            while (ahead.Count > 0)
            {
                yield return await ahead.Dequeue().ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (var task in ahead)
            {
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (task.IsCompletedSuccessfully)
                {
                    lost(await task.ConfigureAwait(false));
                }
            }
        }
    }
}
