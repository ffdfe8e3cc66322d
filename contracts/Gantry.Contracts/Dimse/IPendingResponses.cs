namespace Gantry.Contracts;

/// <summary>Where a handler writes its pending responses.</summary>
/// <remarks>One caller at a time.</remarks>
/// <typeparam name="T">What a pending response says.</typeparam>
public interface IPendingResponses<in T>
{
    /// <summary>Sends a pending response; waits while the peer is slow.</summary>
    /// <exception cref="OperationCanceledException">The operation was cancelled.</exception>
    ValueTask SendAsync(T response, CancellationToken cancellationToken);
}
