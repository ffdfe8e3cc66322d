namespace Gantry.Dicom.Network;

/// <content>Operations: what the peer requests and this side performs (PS3.7 §A.4).</content>
public sealed partial class Association
{
    // What may wait beyond the window: a peer that sends too early is heard, but not without end.
    private const int Waiting = 2;

    private readonly Dictionary<ushort, Operation> _operations = [];
    private readonly TaskCompletionSource _noOperations = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SemaphoreSlim _places = new(1 + Waiting);
    private readonly Queue<Operation> _waiting = []; // for their turn, in the order they came
    private int _window = 1;
    private int _running;
    private int _operationCount;
    private bool _isDraining;
    private Watch? _cancelExpired;

    /// <summary>Sends a response of an operation.</summary>
    internal ValueTask SendResponseAsync(Operation operation, DimseResponse response, bool isFinal) =>
        _sender.SendAsync(
            operation.Context, response.ToCommandSet(operation.Template), response.DataSet, mayCoalesce: !isFinal, null, _lifetime.Token, ended: isFinal ? operation : null);

    /// <summary>Performs an operation from its beginning to its final response. Never throws.</summary>
    internal async Task PerformAsync(Operation operation)
    {
        try
        {
            var response = operation.Fault ?? await HandleAsync(operation).ConfigureAwait(false);
            if (operation.Cancellation != OperationCancellation.AssociationLost)
            {
                await SendFinalAsync(operation, response).ConfigureAwait(false);
            }
        }
        finally
        {
            operation.NoteResponded();
            EndTurn(operation);
            TellResponded(operation);
            End();
        }
    }

    private void TellResponded(Operation operation)
    {
        try
        {
            operation.Request?.OnResponded();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            OnFault(operation, exception);
        }
    }

    private async ValueTask SendFinalAsync(Operation operation, DimseResponse response)
    {
        try
        {
            try
            {
                await SendResponseAsync(operation, response, isFinal: true).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not (AssociationException or OutOfMemoryException))
            {
                // The response's data set could not be produced; if half of it is out, the association has been aborted.
                OnFault(operation, exception);
                await SendResponseAsync(operation, Fault(DimseStatus.ProcessingFailure, exception.GetType().Name), isFinal: true).ConfigureAwait(false);
            }
        }
        catch (AssociationException)
        {
            // The response has nowhere to go; the association's end is told to the handler.
        }
    }

    private async ValueTask<MessageSink?> TakeRequestAsync(DimseRq request, CommandElements elements, PresentationContext context)
    {
        if (elements.MessageId is null)
        {
            await AbortAsync($"{request.CommandField} has no Message ID.").ConfigureAwait(false);
            return null;
        }

        if (FaultOf(request, elements, context) is { } fault)
        {
            await BeginAsync(new Operation(this, context, request.CreateResponse(fault.Status), fault)).ConfigureAwait(false);
            return null;
        }

        var sink = request.HasDataSet ? new PipeSink(this) : null;
        await BeginAsync(new Operation(this, context, request, sink)).ConfigureAwait(false);
        return sink;
    }

    private DimseResponse? FaultOf(DimseRq request, CommandElements elements, PresentationContext context)
    {
        var isCService = (ushort)request.CommandField < 0x0100;
        bool isDuplicate, isStopping;
        lock (_gate)
        {
            isDuplicate = _operations.ContainsKey(request.MessageId);
            isStopping = _isStopping;
        }

        return isDuplicate ? DimseStatus.DuplicateInvocation
            : request.SopClassUid.IsEmpty ? Fault(DimseStatus.MistypedArgument, "No SOP Class UID")
            : !SopClassFit.Fits(request.SopClassUid, context.AbstractSyntax, Parameters.CommonExtendedNegotiations)
                ? Fault(isCService ? DimseStatus.SopClassNotSupported : DimseStatus.NoSuchSopClass, "SOP class is not the presentation context's")
            : elements.HasInvalidSopInstanceUid ? DimseStatus.InvalidSopInstance
            : request.NeedsSopInstanceUid && request.SopInstanceUid.IsEmpty ? Fault(DimseStatus.MistypedArgument, "No SOP Instance UID")
            : request.NeedsDataSet && !request.HasDataSet ? Fault(DimseStatus.MistypedArgument, "No data set")
            : isStopping ? Stopping(request)
            : null;
    }

    private static DimseResponse Fault(DimseStatus status, string comment) => new(status) { ErrorComment = comment };

    private static DimseResponse Stopping(DimseRq request) => Fault(
        request.CommandField switch
        {
            CommandField.CStoreRq or CommandField.CFindRq => DimseStatus.OutOfResources,
            CommandField.CMoveRq or CommandField.CGetRq => DimseStatus.OutOfResourcesForSubOperations,
            _ => DimseStatus.ResourceLimitation,
        },
        "This side is stopping");

    // Waits for a place, so a peer that does not wait for responses is held back here.
    private async ValueTask BeginAsync(Operation operation)
    {
        Interlocked.Increment(ref _operationCount);
        try
        {
            await _places.WaitAsync(_lifetime.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref _operationCount);
            return; // the association has ended
        }

        bool isOver, hasTurn;
        lock (_gate)
        {
            isOver = _ended.Task.IsCompleted;
            hasTurn = _running < _window;
            operation.HasTurn = hasTurn;
            if (hasTurn)
            {
                _running++;
            }
            else
            {
                _waiting.Enqueue(operation);
            }

            if (operation.Request is not null)
            {
                _operations.Add(operation.MessageId, operation);
            }
        }

        if (isOver)
        {
            operation.Cancel(OperationCancellation.AssociationLost);
        }

        if (hasTurn && operation.Request?.Command is CEchoRq && !IsRequestor)
        {
            _ = PerformAsync(operation); // nothing of it can be cancelled, and nothing of it takes time
        }
        else if (hasTurn)
        {
            Start(operation);
        }
    }

    // When all that came with it has been read: the data set, or what cancels it or aborts the association before it has cost anything.
    private void Start(Operation operation) => SocketThreads.RunSoon(
        static operation => ((Operation)operation!).Begin(), operation, mayBlock: operation.Request is { } request && HandlerOf(request) is not { ReturnsAtOnce: true });

    private async ValueTask<DimseResponse> HandleAsync(Operation operation)
    {
        var request = operation.Request!;
        try
        {
            operation.Token.ThrowIfCancellationRequested(); // while it waited for its turn
            return HandlerOf(request) is { } handler
                ? await handler.HandleAsync(request, operation, operation.Token).ConfigureAwait(false)
                : DimseStatus.UnrecognizedOperation;
        }
        catch (Exception exception) when (operation.Token.IsCancellationRequested && exception is OperationCanceledException or AssociationException)
        {
            return operation.Cancellation == OperationCancellation.Shutdown ? Stopping(request.Command) : DimseStatus.Cancel;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            OnFault(operation, exception);
            return Fault(DimseStatus.ProcessingFailure, exception.GetType().Name);
        }
        finally
        {
            if (request.DataSet is not null)
            {
                await request.DataSet.CompleteAsync().ConfigureAwait(false); // what is still to come is drained
            }
        }
    }

    private void OnFault(Operation operation, Exception exception)
    {
        if (operation.Request is { } request)
        {
            HandlerOf(request)?.OnFault(request, exception);
        }
    }

    private IDimseHandler? HandlerOf(DimseRequest request) =>
        request.Command is CStoreRq && Volatile.Read(ref _retrieveHandler) is { } retrieve ? retrieve : _handler;

    /// <summary>Leaves its message ID and its turn to others; its place is its own until the response is sent.</summary>
    internal void EndTurn(Operation operation)
    {
        Operation? next = null;
        lock (_gate)
        {
            if (!operation.HasTurn)
            {
                return;
            }

            operation.HasTurn = false;
            if (operation.Request is not null)
            {
                _operations.Remove(operation.MessageId);
            }

            if (_waiting.TryDequeue(out next))
            {
                next.HasTurn = true;
            }
            else
            {
                _running--;
            }
        }

        if (next is not null)
        {
            Start(next);
        }
    }

    private void End()
    {
        _places.Release();
        if (Interlocked.Decrement(ref _operationCount) == 0)
        {
            StopIfIdle();
            if (Volatile.Read(ref _isDraining))
            {
                _noOperations.TrySetResult();
            }
        }
    }

    private void CancelOperations(OperationCancellation reason)
    {
        Operation[] operations;
        lock (_gate)
        {
            operations = [.. _operations.Values];
        }

        foreach (var operation in operations)
        {
            operation.Cancel(reason);
        }
    }

    // The reading has ended: what waits for bytes waits in vain.
    private async Task ReceivingEndsAsync()
    {
        if (_ended.Task.IsCompletedSuccessfully)
        {
            EndReceiving(new AssociationException(await _ended.Task.ConfigureAwait(false)));
        }
    }

    // What runs has been cancelled, and is waited for.
    private async Task OperationsEndAsync()
    {
        Volatile.Write(ref _isDraining, true);
        if (Volatile.Read(ref _operationCount) > 0)
        {
            await _noOperations.Task.ConfigureAwait(false);
        }

        _cancelExpired?.Dispose();
    }

    // 0 is no limit of the peer's; this side has one all the same.
    private void OpenWindows(ushort performed, ushort invoked)
    {
        var window = performed == 0 ? _options.MaximumPerformedOperations : Math.Min(performed, _options.MaximumPerformedOperations);
        _places = new SemaphoreSlim(window + Waiting);
        _window = window;
        MaximumInvocations = invoked == 0 ? _options.MaximumInvokedOperations : Math.Min(invoked, _options.MaximumInvokedOperations);
        _invocationPlaces = new SemaphoreSlim(MaximumInvocations);
    }
}
