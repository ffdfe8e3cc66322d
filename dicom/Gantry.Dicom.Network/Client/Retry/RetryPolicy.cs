namespace Gantry.Dicom.Network;

/// <summary>Decides whether to try again, and waits before that.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="random">Gives numbers from 0 to 1.</param>
internal sealed class RetryPolicy(RetryOptions options, TimeProvider time, Func<double> random)
{
    /// <summary>True where a status is worth another attempt.</summary>
    public bool IsWorth(DimseStatus status, int attempts) => options.RetriesOutOfResources && attempts < options.MaximumAttempts && TransientFault.Is(status);

    /// <summary>True where a fault is worth another attempt.</summary>
    public bool IsWorth(Exception fault, int attempts) => attempts < options.MaximumAttempts && TransientFault.Is(fault);

    /// <summary>The wait after so many attempts.</summary>
    public TimeSpan DelayAfter(int attempts)
    {
        var doubled = options.Delay.TotalMilliseconds * Math.Pow(2, Math.Min(attempts - 1, 30));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, options.MaximumDelay.TotalMilliseconds) * (0.5 + (random() / 2)));
    }

    /// <summary>Waits before the next attempt.</summary>
    public Task WaitAsync(int attempts, CancellationToken cancellationToken) => Task.Delay(DelayAfter(attempts), time, cancellationToken);
}
