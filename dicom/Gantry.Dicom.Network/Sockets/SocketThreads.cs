using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Network;

/// <summary>The threads that wait for sockets, as those who may go on with what one of them has received.</summary>
/// <remarks>
/// To wake another thread takes longer than most operations do by themselves, and this one would sleep meanwhile. So it does what there is to do as soon as it has taken all that
/// has come, as long as another thread waits for the sockets in its place; the pool does the rest. Who blocks it takes nothing from anybody: one of them always waits.
/// </remarks>
public static class SocketThreads
{
    private static readonly SoonAwaitable Soon = new();

    [ThreadStatic]
    private static Agenda? _soon; // on these threads only, and not while they do what may block

    [ThreadStatic]
    private static bool _mayBlock;

    private static int _waiting;

    /// <summary>True where the system lets one thread wait for many sockets in a way that is known here: where there are such threads.</summary>
    public static bool AreThere => Epoll.IsSupported;

    /// <summary>
    /// True where this is one of them, and another one waits for the sockets in its place: what blocks it for a while keeps nobody from anything, and need not be handed to another thread. False
    /// on a thread of the pool, or any other.
    /// </summary>
    public static bool MayBlock => _mayBlock;

    /// <summary>What runs code that may block, of those who read what was received: see <see cref="Yield"/>.</summary>
    public static PipeScheduler Scheduler { get; } = new SoonScheduler();

    /// <summary>
    /// Lets the caller's caller go on, and the caller as soon as this thread has taken all that it has received; where it has received nothing, or nobody would wait for sockets
    /// then, on a thread of the pool. What follows may block.
    /// </summary>
    public static SoonAwaitable Yield() => Soon;

    /// <summary>Does work as <see cref="Yield"/> says.</summary>
    /// <param name="work">The work. It may not throw.</param>
    /// <param name="state">What it is given.</param>
    /// <param name="mayBlock">False where it returns at once, and what it asks for meanwhile may still be done here.</param>
    internal static void RunSoon(Action<object?> work, object? state, bool mayBlock)
    {
        if (_soon is { } soon)
        {
            (mayBlock ? soon.Blocking : soon.AtOnce).Enqueue(new Work(work, state));
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(work, state, preferLocal: true);
        }
    }

    /// <summary>Does work that returns at once, and that may wait for ever, after what is to be done soon here; now where this thread does nothing soon.</summary>
    internal static void RunHereLast(Action<object?> work, object? state)
    {
        if (_soon is { } soon)
        {
            soon.Last.Enqueue(new Work(work, state));
        }
        else
        {
            work(state);
        }
    }

    /// <summary>This thread is one of them from now on.</summary>
    internal static void Enter() => _soon = new Agenda();

    /// <summary>This thread waits for sockets.</summary>
    internal static void BeginWaiting() => Interlocked.Increment(ref _waiting);

    /// <summary>This thread has something to receive.</summary>
    internal static void EndWaiting() => Interlocked.Decrement(ref _waiting);

    /// <summary>Does what is to be done soon; the thread has received all that there was. What may block comes after all that does not, which would wait for it.</summary>
    internal static void DoSoon()
    {
        var soon = _soon!;
        while (soon.AtOnce.TryDequeue(out var work))
        {
            work.Do();
        }

        while (soon.Blocking.TryDequeue(out var work))
        {
            if (soon.Blocking.Count == 0 && Volatile.Read(ref _waiting) > 0)
            {
                DoAlone(work);
            }
            else
            {
                ThreadPool.UnsafeQueueUserWorkItem(work.Action, work.State, preferLocal: true);
            }
        }

        while (soon.Last.TryDequeue(out var work))
        {
            work.Do();
        }
    }

    // What it asks to be done soon may be what it waits for.
    [MethodImpl(MethodImplOptions.NoInlining)] // nothing of it stays on the stack of a thread that goes on for ever
    private static void DoAlone(Work work)
    {
        var soon = _soon;
        (_soon, _mayBlock) = (null, true);
        try
        {
            work.Do();
        }
        finally
        {
            (_soon, _mayBlock) = (soon, false);
        }
    }

    /// <summary>What <see cref="Yield"/> gives to <c>await</c>.</summary>
    [SuppressMessage("Design", "CA1034", Justification = "Only the compiler sees it.")]
    public sealed class SoonAwaitable : ICriticalNotifyCompletion
    {
        internal SoonAwaitable()
        {
        }

        /// <summary>Always false.</summary>
        public bool IsCompleted => false;

        /// <summary>Itself.</summary>
        public SoonAwaitable GetAwaiter() => this;

        /// <summary>Nothing.</summary>
        public void GetResult()
        {
        }

        /// <summary>Goes on soon, in the context of the caller.</summary>
        public void OnCompleted(Action continuation)
        {
            var context = ExecutionContext.Capture();
            UnsafeOnCompleted(context is null ? continuation : () => ExecutionContext.Run(context, static go => ((Action)go!)(), continuation));
        }

        /// <summary>Goes on soon.</summary>
        public void UnsafeOnCompleted(Action continuation) => RunSoon(static go => ((Action)go!)(), continuation, mayBlock: true);
    }

    private sealed class Agenda
    {
        public Queue<Work> AtOnce { get; } = [];

        public Queue<Work> Blocking { get; } = [];

        public Queue<Work> Last { get; } = [];
    }

    private readonly record struct Work(Action<object?> Action, object? State)
    {
        public void Do() => Action(State);
    }

    private sealed class SoonScheduler : PipeScheduler
    {
        public override void Schedule(Action<object?> action, object? state) => RunSoon(action, state, mayBlock: true);
    }
}
