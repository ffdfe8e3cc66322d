using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>Sorts the reasons for which a retrieval is cancelled.</summary>
/// <remarks>
/// C-CANCEL ends a retrieval between two sub-operations: a C-STORE cannot be cut short without an abort, and the destination has done no wrong.
/// A lost association, a shutdown and an administrator cut it short at once.
/// </remarks>
internal sealed class RetrieveCancellation : IDisposable
{
    private readonly CancellationTokenSource _abort = new();
    private readonly CancellationTokenRegistration _registration;
    private readonly OperationContext _context;

    public RetrieveCancellation(OperationContext context, CancellationToken requested)
    {
        _context = context;
        Requested = requested;
        _registration = requested.Register(() =>
        {
            if (Reason != CancellationReason.PeerCancelled)
            {
                _abort.Cancel();
            }
        });
    }

    /// <summary>Cancelled for any reason: begin nothing more.</summary>
    public CancellationToken Requested { get; }

    /// <summary>Cancelled where what has begun must not be waited for.</summary>
    public CancellationToken Abort => _abort.Token;

    /// <summary>Why.</summary>
    public CancellationReason Reason => _context.CancellationReason();

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _abort.Dispose();
    }
}
