namespace Gantry.Contracts;

/// <summary>How much came, from whom, and when: counted as it comes. What was deleted since counts, too, and what was there before counting began does not.</summary>
/// <remarks>Provided by the plugin that stores. Safe for concurrent use.</remarks>
public interface IReceivedStatistics
{
    /// <summary>The counts of some days, the first day first.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="IOException">They cannot be read.</exception>
    ValueTask<IReadOnlyList<ReceivedCount>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
