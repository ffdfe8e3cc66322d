using Gantry.Host.Plugins.Registry;

namespace Gantry.Host.Dispatch;

/// <summary>An operation that a plugin performs, watched for progress.</summary>
internal sealed class RunningOperation : IDisposable
{
    private readonly TaskCompletionSource _abandoned = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancellation;
    private readonly CancellationTokenRegistration _drain;
    private readonly CancellationToken _peer;
    private readonly OperationWatch _watch;

    public RunningOperation(OperationWatch watch, DimseOperation operation, PluginGeneration generation, long now, CancellationToken cancellationToken)
    {
        _watch = watch;
        _peer = cancellationToken;
        Operation = operation;
        Generation = generation;
        ProgressAt = now;
        Carried = operation.BytesCarried;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, generation.CancelOperations);
        _drain = generation.CancelOperations.Register(() => operation.IsOverdue = true);
    }

    public DimseOperation Operation { get; }

    public PluginGeneration Generation { get; }

    /// <summary>Cancelled where the operation should end: by its peer, by the drain deadline, or for want of progress.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>True once it should end; a moment sooner than the token where callbacks are on their way, as a handler may see the peer's own token by what it calls.</summary>
    public bool IsToEnd =>
        _peer.IsCancellationRequested || Generation.CancelOperations.IsCancellationRequested || _cancellation.IsCancellationRequested;

    /// <summary>Ends where the operation is given up; nobody waits for it any longer.</summary>
    public Task Abandoned => _abandoned.Task;

    /// <summary>The bytes of its association when they last were more than before.</summary>
    public long Carried { get; set; }

    /// <summary>When that was, as a timestamp.</summary>
    public long ProgressAt { get; set; }

    /// <summary>When it was found to have been cancelled, as a timestamp; null where it is not.</summary>
    public long? CancelledAt { get; set; }

    /// <summary>Asks it to end.</summary>
    public void Cancel()
    {
        Operation.IsOverdue = true;
        _cancellation.Cancel();
    }

    public void Abandon() => _abandoned.TrySetResult();

    public void Dispose()
    {
        _watch.End(this);
        _drain.Dispose();
        _cancellation.Dispose();
    }
}
