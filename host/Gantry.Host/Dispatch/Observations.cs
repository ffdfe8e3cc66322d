using Gantry.Contracts;

namespace Gantry.Host.Dispatch;

/// <summary>What the observers are still to be told of one association, or of one connection of HTTP, in order.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class Observations(Observers observers) : IThreadPoolWorkItem
{
    // These are told of at once.
    private const int Many = 32;

    // Beyond these the association, or the connection, is held back.
    private const int Most = 128;

    private readonly Lock _gate = new();
    private readonly Queue<object> _waiting = [];
    private bool _isTelling;
    private bool _isToBeTold;
    private TaskCompletionSource? _room;

    /// <summary>Waits where the observers are far behind.</summary>
    public ValueTask HaveRoomAsync()
    {
        lock (_gate)
        {
            if (_waiting.Count < Most)
            {
                return ValueTask.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_room.Task);
        }
    }

    /// <summary>Adds an operation that has ended.</summary>
    public void Add(CompletedOperation operation) => AddAny(operation);

    /// <summary>Adds the end of the association.</summary>
    public void Add(CompletedAssociation association) => AddAny(association);

    /// <summary>Adds a request of HTTP that has ended.</summary>
    public void Add(CompletedWebRequest request) => AddAny(request);

    public void Execute()
    {
        lock (_gate)
        {
            if (!_isToBeTold)
            {
                return; // begun already, as there were many
            }

            (_isToBeTold, _isTelling) = (false, true);
        }

        _ = TellAsync();
    }

    private void AddAny(object completed)
    {
        if (!observers.AreThere)
        {
            return;
        }

        bool isFirst, areMany;
        lock (_gate)
        {
            _waiting.Enqueue(completed);
            isFirst = !_isTelling && !_isToBeTold;
            _isToBeTold |= isFirst;
            areMany = _isToBeTold && _waiting.Count == Many;
        }

        if (isFirst)
        {
            observers.TellSoon(this);
        }
        else if (areMany)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private async Task TellAsync()
    {
        var some = new List<object>(Many);
        while (TryTake(some))
        {
            await observers.TellAsync(some).ConfigureAwait(false);
        }

        observers.Told();
    }

    private bool TryTake(List<object> some)
    {
        lock (_gate)
        {
            some.Clear();
            while (some.Count < Many && _waiting.TryDequeue(out var completed))
            {
                some.Add(completed);
            }

            _isTelling = some.Count > 0;
            if (_waiting.Count < Most / 2)
            {
                _room?.TrySetResult();
                _room = null;
            }

            return _isTelling;
        }
    }
}
