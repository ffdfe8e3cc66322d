using System.Runtime.ExceptionServices;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Work that is shared by the processors, though not by more of them than leave some for others.</summary>
internal static class AllProcessors
{
    /// <summary>How many things are worked on at a time.</summary>
    public static readonly int Count = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Does work on each of a number of things.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="work">The work on one, from 0. It returns whether to go on with others.</param>
    /// <param name="cancellationToken">Ends it between things.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <remarks>What the work throws, the first of it, comes as it is.</remarks>
    public static void For(int count, Func<int, bool> work, CancellationToken cancellationToken)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Count }, (index, loop) =>
            {
                if (!work(index))
                {
                    loop.Stop();
                }
            });
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
