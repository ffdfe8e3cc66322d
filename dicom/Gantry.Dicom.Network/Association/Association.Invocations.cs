using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Network;

/// <content>Invocations: what this side requests and the peer performs (PS3.7 §A.4).</content>
public sealed partial class Association
{
    private readonly Dictionary<ushort, Invocation> _invocations = [];
    private SemaphoreSlim _invocationPlaces = new(1);
    private int _invocationCount;
    private ushort _lastMessageId;
    private IDimseHandler? _retrieveHandler;

    /// <summary>How many operations this side may have outstanding at a time: 1 unless a window was negotiated (PS3.7 §D.3.3.3).</summary>
    public int MaximumInvocations { get; private set; } = 1;

    /// <summary>An operation that this side invoked has ended. Told on the caller's way back: must neither throw nor wait.</summary>
    public event Action<EndedInvocation>? InvocationEnded;

    /// <summary>Invokes an operation that has one response, and waits for it.</summary>
    /// <remarks>
    /// Where as many operations as were negotiated are outstanding, mostly that is one, it waits for its turn first. What runs meanwhile must be able to end: the
    /// responses of <see cref="InvokeManyAsync"/> are to be read on, not to wait for another operation of the same association.
    /// </remarks>
    /// <param name="context">The presentation context: one of <see cref="Parameters"/>.</param>
    /// <param name="command">The command set; the association sets its message ID.</param>
    /// <param name="dataSet">The data set; null for none.</param>
    /// <param name="cancellationToken">
    /// Observed while it waits for its turn and until the message begins to go out, and no operation is cut off then: it may end within
    /// <see cref="AssociationOptions.CancelTimeout"/>, and the association is aborted where it does not.
    /// </param>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="AssociationException">The association has ended.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; where the message had begun, the association is of no further use.</exception>
    public async ValueTask<DimseReply> InvokeAsync(
        PresentationContext context, DimseRq command, DataSetSource? dataSet = null, CancellationToken cancellationToken = default)
    {
        Check(context, command);
        await TakeInvocationPlaceAsync(cancellationToken).ConfigureAwait(false);
        var (invocation, request) = BeginInvocation(context, command);
        var told = new InvocationTold(this, request, context, dataSet);
        try
        {
            using var patience = new Watch(_options.TimeProvider, () => _ = AbortAsync("A cancelled operation did not end.").AsTask());
            using var registration = cancellationToken.UnsafeRegister(_ => patience.Start(_options.CancelTimeout), null);
            await SendRequestAsync(invocation, request, dataSet).ConfigureAwait(false);
            return told.Take(await NextAsync(invocation, CancellationToken.None).ConfigureAwait(false));
        }
        catch (AssociationException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        finally
        {
            EndInvocation(invocation);
            told.End();
        }
    }

    /// <summary>Invokes C-FIND, C-GET or C-MOVE and gives its responses as they come, the final one last.</summary>
    /// <param name="context">The presentation context: one of <see cref="Parameters"/>.</param>
    /// <param name="command">The command set; the association sets its message ID.</param>
    /// <param name="identifier">The identifier.</param>
    /// <param name="cancellationToken">Cancels the operation by C-CANCEL.</param>
    /// <remarks>Where the caller stops before the final response, C-CANCEL is sent, and the operation has the time of <see cref="AssociationOptions.CancelTimeout"/> to end.</remarks>
    /// <exception cref="AssociationException">The association has ended.</exception>
    public async IAsyncEnumerable<DimseReply> InvokeManyAsync(
        PresentationContext context, DimseRq command, DataSetSource identifier, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Check(context, command);
        await TakeInvocationPlaceAsync(cancellationToken).ConfigureAwait(false);
        var (invocation, request) = BeginInvocation(context, command);
        var told = new InvocationTold(this, request, context, identifier);
        var isEnded = false;
        try
        {
            await SendRequestAsync(invocation, request, identifier).ConfigureAwait(false);
            while (!isEnded)
            {
                var reply = told.Take(await NextAsync(invocation, cancellationToken).ConfigureAwait(false));
                isEnded = reply.Status.Class != DimseStatusClass.Pending;
                yield return reply;
            }
        }
        finally
        {
            if (!isEnded && IsEstablished)
            {
                await CancelAsync(invocation).ConfigureAwait(false);
            }

            EndInvocation(invocation);
            told.End();
        }
    }

    private void Check(PresentationContext context, DimseRq command)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(command);
        if (_contexts[context.Id] != context)
        {
            throw new ArgumentException($"Presentation context {context.Id} is not one of this association.", nameof(context));
        }
    }

    private async ValueTask TakeInvocationPlaceAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_invocationPlaces.Wait(0, CancellationToken.None))
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lifetime.Token);
        try
        {
            await _invocationPlaces.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw _provider.EndException();
        }
    }

    // The place is taken.
    private (Invocation Invocation, DimseRq Request) BeginInvocation(PresentationContext context, DimseRq command)
    {
        lock (_gate)
        {
            if (_ended.Task.IsCompletedSuccessfully)
            {
                _invocationPlaces.Release();
                throw new AssociationException("The association has ended.");
            }

            do
            {
                _lastMessageId++;
            }
            while (_lastMessageId == 0 || _invocations.ContainsKey(_lastMessageId));

            _invocationCount++;
            var invocation = new Invocation(_lastMessageId, context, command.CommandField);
            _invocations.Add(_lastMessageId, invocation);
            return (invocation, command with { MessageId = _lastMessageId });
        }
    }

    private async ValueTask SendRequestAsync(Invocation invocation, DimseRq request, DataSetSource? dataSet)
    {
        await _sender.SendAsync(invocation.Context, request, dataSet, mayCoalesce: false, invocation, _lifetime.Token).ConfigureAwait(false);
    }

    private async ValueTask<DimseReply> NextAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        if (invocation.TryTake(out var reply))
        {
            return reply;
        }

        using var patience = new Watch(_options.TimeProvider, () => _ = TimeOutAsync(invocation).AsTask());
        patience.Start(_options.ResponseTimeout);
        return await invocation.TakeAsync(cancellationToken).ConfigureAwait(false);
    }

    private ValueTask TimeOutAsync(Invocation invocation) => _provider.AbortAsync(
        new AssociationEnd(AssociationEndReason.TimedOut, $"No response to {invocation.Field} within {_options.ResponseTimeout.TotalSeconds:0} s."));

    private async ValueTask CancelAsync(Invocation invocation)
    {
        using var patience = new Watch(_options.TimeProvider, () => _ = AbortAsync("A cancelled operation did not end.").AsTask());
        patience.Start(_options.CancelTimeout);
        try
        {
            var cancel = new CCancelRq { MessageIdBeingRespondedTo = invocation.MessageId };
            await _sender.SendAsync(invocation.Context, cancel, null, mayCoalesce: false, null, _lifetime.Token).ConfigureAwait(false);
            while ((await NextAsync(invocation, CancellationToken.None).ConfigureAwait(false)).Status.Class == DimseStatusClass.Pending)
            {
                // What was on its way when the caller stopped.
            }
        }
        catch (Exception exception) when (exception is AssociationException or OperationCanceledException)
        {
            // The association has ended, and the operation with it.
        }
    }

    private void EndInvocation(Invocation invocation)
    {
        lock (_gate)
        {
            _invocationCount--;
            _invocations.Remove(invocation.MessageId);
        }

        _invocationPlaces.Release();
    }

    private void EndInvocations(AssociationException exception)
    {
        lock (_gate)
        {
            foreach (var invocation in _invocations.Values)
            {
                invocation.Fail(exception);
            }
        }
    }

    private async ValueTask<MessageSink?> TakeResponseAsync(DimseRsp response, PresentationContext context)
    {
        Invocation? invocation;
        lock (_gate)
        {
            _invocations.TryGetValue(response.MessageIdBeingRespondedTo, out invocation);
        }

        if (invocation is null)
        {
            return null; // of an operation that was given up
        }

        if (response.CommandField != (invocation.Field | (CommandField)0x8000) || context != invocation.Context)
        {
            await AbortAsync($"{response.CommandField} on context {context.Id} does not answer {invocation.Field} on context {invocation.Context.Id}.").ConfigureAwait(false);
            return null;
        }

        invocation.IsAnswered |= response.Status.Class != DimseStatusClass.Pending;
        if (response.HasDataSet)
        {
            return new ReplySink(this, invocation, response, _options.MaximumResponseLength);
        }

        await invocation.AddAsync(new DimseReply(response, default, context.TransferSyntax)).ConfigureAwait(false);
        return null;
    }

    // What is told of an operation when it has ended.
    private sealed class InvocationTold(Association association, DimseRq request, PresentationContext context, DataSetSource? dataSet)
    {
        private readonly long _begun = association._options.TimeProvider.GetTimestamp();
        private readonly long _carried = association.BytesReceived + association.BytesSent;
        private DimseRsp? _response;
        private int _pending;

        public DimseReply Take(DimseReply reply)
        {
            if (reply.Status.Class == DimseStatusClass.Pending)
            {
                _pending++;
            }
            else
            {
                _response = reply.Command;
            }

            return reply;
        }

        public void End() => association.InvocationEnded?.Invoke(new EndedInvocation(
            context,
            request,
            _response,
            _pending,
            association._options.TimeProvider.GetElapsedTime(_begun),
            association.BytesReceived + association.BytesSent - _carried,
            dataSet?.DataSet));
    }
}
