namespace Gantry.Plugins.FileStore;

/// <summary>Work that waits for one of <see cref="FileThreads"/>.</summary>
internal abstract class FileWork
{
    private const int Waiting = 0;
    private const int Taken = 1;
    private int _state = Waiting;

    /// <summary>Does the work, unless it was cancelled. Never throws.</summary>
    public abstract void Run();

    /// <summary>Takes the work, to do it or to cancel it: one can.</summary>
    protected bool TryTake() => Interlocked.CompareExchange(ref _state, Taken, Waiting) == Waiting;
}

/// <summary>Work with a result.</summary>
internal sealed class FileWork<T>(Func<T> work, bool continuesHere) : FileWork
{
    private readonly TaskCompletionSource<T> _completion = new(continuesHere ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;

    public Task<T> Completion => _completion.Task;

    /// <summary>Has a token cancel the work as long as it waits. Before it is given to a thread.</summary>
    public void CancelWith(CancellationToken cancellationToken) =>
        _registration = cancellationToken.UnsafeRegister(static (state, token) => ((FileWork<T>)state!).Cancel(token), this);

    public override void Run()
    {
        if (!TryTake())
        {
            return;
        }

        T result;
        try
        {
            result = work();
        }
#pragma warning disable CA1031 // it is for whoever waits, not for the thread
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _registration.Dispose();
            _completion.SetException(exception);
            return;
        }

        _registration.Dispose();
        _completion.SetResult(result);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        if (TryTake())
        {
            _completion.SetCanceled(cancellationToken);
        }
    }
}
