namespace Gantry.Contracts.Testing;

/// <summary>Takes the pending responses of a handler and keeps them.</summary>
/// <typeparam name="T">What a pending response says.</typeparam>
public sealed class RecordedResponses<T> : IPendingResponses<T>
{
    private readonly List<T> _sent = [];

    /// <summary>The responses, in the order they were sent.</summary>
    public IReadOnlyList<T> Sent => _sent;

    /// <summary>Called after each response, with the number sent so far; null for nothing. A peer that cancels, for example.</summary>
    public Func<int, ValueTask>? AfterSend { get; init; }

    /// <inheritdoc/>
    public async ValueTask SendAsync(T response, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _sent.Add(response);
        if (AfterSend is { } after)
        {
            await after(_sent.Count).ConfigureAwait(false);
        }
    }
}
