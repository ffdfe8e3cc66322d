using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom.Network;

/// <summary>A request being performed.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A source without timer and wait handle holds nothing, and disposing it would race with cancelling it.")]
internal sealed class Operation : IDimseResponder
{
    private readonly Association _association;
    private readonly CancellationTokenSource _cancellation = new();
    private int _reason;
    private TaskCompletionSource? _responded; // made where somebody asks
    private bool _isResponded;

    /// <summary>An operation for the handler.</summary>
    public Operation(Association association, PresentationContext context, DimseRq command, PipeSink? sink)
        : this(association, context, command.CreateResponse(DimseStatus.Success), fault: null)
    {
        Request = new DimseRequest(this, association, context, command, sink?.Reader);
        MessageId = command.MessageId;
    }

    /// <summary>An operation that ends before it begins: a request that cannot be performed.</summary>
    public Operation(Association association, PresentationContext context, DimseRsp template, DimseResponse? fault)
    {
        _association = association;
        Context = context;
        Template = template;
        Fault = fault;
    }

    public PresentationContext Context { get; }

    /// <summary>The response's command set, but for what the performer says.</summary>
    public DimseRsp Template { get; }

    /// <summary>The answer where the request cannot be performed.</summary>
    public DimseResponse? Fault { get; }

    /// <summary>The request; null where there is a fault.</summary>
    public DimseRequest? Request { get; }

    /// <summary>The Message ID under which the peer may cancel the operation.</summary>
    public ushort MessageId { get; }

    /// <summary>True while it is one of those that the window has room for. Used under the lock of its association.</summary>
    public bool HasTurn { get; set; }

    public OperationCancellation Cancellation => (OperationCancellation)Volatile.Read(ref _reason);

    public Task Responded
    {
        get
        {
            lock (_cancellation)
            {
                if (_isResponded)
                {
                    return Task.CompletedTask;
                }

                _responded ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _responded.Task;
            }
        }
    }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>Cancels the token; the first reason stays, unless the association is lost.</summary>
    public void Cancel(OperationCancellation reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, (int)OperationCancellation.None) != (int)OperationCancellation.None)
        {
            if (reason == OperationCancellation.AssociationLost)
            {
                Volatile.Write(ref _reason, (int)reason);
            }

            return;
        }

        _ = _cancellation.CancelAsync(); // the handler's callbacks shall not run here
    }

    /// <summary>The final response is on its way, or never will be.</summary>
    public void NoteResponded()
    {
        lock (_cancellation)
        {
            _isResponded = true;
            _responded?.TrySetResult();
        }
    }

    public async ValueTask SendPendingAsync(DimseResponse response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (response.Status.Class != DimseStatusClass.Pending)
        {
            throw new ArgumentException($"Status {response.Status} is not a pending one.", nameof(response));
        }

        Token.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
        await _association.SendResponseAsync(this, response, isFinal: false).ConfigureAwait(false);
    }

    /// <summary>Lets the next have its turn.</summary>
    public void EndTurn() => _association.EndTurn(this);

    /// <summary>Has the association perform it.</summary>
    public void Begin() => _ = _association.PerformAsync(this);
}
