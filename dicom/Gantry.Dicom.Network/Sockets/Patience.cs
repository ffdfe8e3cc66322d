using System.Diagnostics;

namespace Gantry.Dicom.Network;

/// <summary>Says whether a thread should look for the next event for a moment before it sleeps, by what looking has brought lately.</summary>
/// <remarks>
/// Waking a thread takes as long as half of what a C-ECHO costs, more where a processor sleeps too. A peer that waits for each answer sends the next message within that
/// time; one that is far away, or has to read its disk, does not, and looking for its message would only take the processor from others. Used by one thread.
/// </remarks>
internal sealed class Patience
{
    /// <summary>How long to look.</summary>
    public static readonly long Ticks = Stopwatch.Frequency / 8_000; // 125 microseconds

    private const int Most = 8;
    private const int Needed = 4;
    private static readonly long Soon = 2 * Ticks; // the waking included

    private int _credit;

    /// <summary>True where it is worth looking.</summary>
    public bool IsWorthIt => _credit >= Needed;

    /// <summary>It has looked.</summary>
    /// <param name="hasFound">True where an event came meanwhile.</param>
    public void OnLooked(bool hasFound) => _credit = hasFound ? Math.Min(_credit + 1, Most) : Math.Max(_credit - Needed, 0);

    /// <summary>It has slept until an event came.</summary>
    /// <param name="ticks">How long.</param>
    public void OnSlept(long ticks) => _credit = ticks <= Soon ? Math.Min(_credit + 1, Most) : Math.Max(_credit - 1, 0);
}
