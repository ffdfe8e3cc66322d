namespace Gantry.Dal.Relational.Ingest;

/// <summary>Work with a result.</summary>
internal abstract class WriterWork<T> : WriterWork
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Completion => _completion.Task;

    public sealed override void Perform(WriterSession session) => _result = PerformCore(session);

    public sealed override void Succeed() => _completion.TrySetResult(_result!); // what was answered already may be done again

    public sealed override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException cancelled)
        {
            _completion.SetCanceled(cancelled.CancellationToken);
        }
        else
        {
            _completion.SetException(exception);
        }
    }

    protected abstract T PerformCore(WriterSession session);
}
