using System.Runtime.ExceptionServices;

namespace Gantry.Dicom.Network;

/// <summary>A request that this side has sent, and the responses to it.</summary>
/// <remarks>One adds responses, and one takes them; all else is safe for concurrent use.</remarks>
internal sealed class Invocation(ushort messageId, PresentationContext context, CommandField requested)
{
    // Beyond this the peer is held back.
    private const int MostReplies = 16;

    private readonly Lock _gate = new();
    private readonly Queue<DimseReply> _replies = [];
    private readonly Readiness _come = new(SocketThreads.Scheduler); // who takes them may go on where they were received
    private TaskCompletionSource? _room;
    private AssociationException? _failure;
    private bool _isAnswered;

    public ushort MessageId => messageId;

    public PresentationContext Context => context;

    public CommandField Field => requested;

    /// <summary>True once the final response has begun to arrive: what is still being sent is of no use any more.</summary>
    public bool IsAnswered
    {
        get => Volatile.Read(ref _isAnswered);
        set => Volatile.Write(ref _isAnswered, value);
    }

    /// <summary>Adds a response; waits where too many are not taken yet. Where the association has ended, whoever takes them has been told.</summary>
    public async ValueTask AddAsync(DimseReply reply)
    {
        while (!TryAdd(reply, out var room))
        {
            await room.ConfigureAwait(false);
        }

        _come.Signal();
    }

    /// <summary>Waits for the next response.</summary>
    /// <exception cref="AssociationException">The association has ended, and all that came before is taken.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; no response is lost.</exception>
    public async ValueTask<DimseReply> TakeAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static come => ((Readiness)come!).Signal(), _come);
        while (true)
        {
            _come.Clear();
            if (TryTake(out var reply))
            {
                return reply;
            }

            cancellationToken.ThrowIfCancellationRequested();
            await _come.WaitAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Takes a response that is there.</summary>
    /// <exception cref="AssociationException">The association has ended, and all that came before is taken.</exception>
    public bool TryTake(out DimseReply reply)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            if (!_replies.TryDequeue(out reply!))
            {
                if (_failure is not null)
                {
                    ExceptionDispatchInfo.Throw(_failure);
                }

                return false;
            }

            (room, _room) = (_room, null);
        }

        room?.SetResult();
        return true;
    }

    /// <summary>The association has ended: no more responses will come.</summary>
    public void Fail(AssociationException exception)
    {
        TaskCompletionSource? room;
        lock (_gate)
        {
            _failure ??= exception;
            (room, _room) = (_room, null);
        }

        room?.SetResult();
        _come.Signal();
    }

    private bool TryAdd(DimseReply reply, out Task room)
    {
        room = Task.CompletedTask;
        lock (_gate)
        {
            if (_failure is null && _replies.Count == MostReplies)
            {
                room = (_room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                return false;
            }

            if (_failure is null)
            {
                _replies.Enqueue(reply);
            }

            return true;
        }
    }
}
