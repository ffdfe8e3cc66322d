using System.Buffers;

namespace Gantry.Dicom.Network;

/// <content>Messages that come in: PDVs become command sets and data sets (PS3.8 §E).</content>
public sealed partial class Association
{
    private byte[] _command = [];
    private int _commandLength;
    private PresentationContext? _messageContext; // of the message in progress
    private MessageSink? _sink; // where the data set of the message in progress goes
    private bool _isReceiving;
    private long _bytesDrained;

    async ValueTask IUpperLayerUser.OnDataAsync(ReadOnlySequence<byte> body)
    {
        while (!_ended.Task.IsCompleted && Pdv.TryRead(ref body, out var pdv))
        {
            var context = _contexts[pdv.ContextId]
                ?? throw new UpperLayerException(AbortReason.UnexpectedPduParameter, $"Presentation context {pdv.ContextId} was not accepted.");
            if (_messageContext is not null && _messageContext != context)
            {
                throw new UpperLayerException(AbortReason.UnexpectedPduParameter, $"Presentation context {pdv.ContextId} in the midst of a message of another one.");
            }

            if (pdv.IsCommand != _sink is null)
            {
                throw new UpperLayerException(AbortReason.UnexpectedPduParameter, pdv.IsCommand ? "A command where a data set goes on." : "A data set without command.");
            }

            _messageContext = context;
            Volatile.Write(ref _isReceiving, true);
            if (pdv.IsCommand)
            {
                await TakeCommandAsync(pdv, context).ConfigureAwait(false);
            }
            else
            {
                await TakeDataAsync(pdv).ConfigureAwait(false);
            }
        }
    }

    private ValueTask TakeCommandAsync(in Pdv pdv, PresentationContext context)
    {
        if (pdv.Fragment.Length > _options.MaximumCommandSetLength - _commandLength)
        {
            return AbortAsync($"A command set is longer than {_options.MaximumCommandSetLength} bytes.");
        }

        var length = (int)pdv.Fragment.Length;
        if (_command.Length - _commandLength < length)
        {
            Array.Resize(ref _command, Math.Max(Math.Max(256, _command.Length * 2), _commandLength + length));
        }

        pdv.Fragment.CopyTo(_command.AsSpan(_commandLength));
        _commandLength += length;
        if (!pdv.IsLast)
        {
            return ValueTask.CompletedTask;
        }

        CommandElements elements;
        try
        {
            elements = CommandSetReader.Read(_command.AsSpan(0, _commandLength));
        }
        catch (CommandSetException exception)
        {
            return AbortAsync(exception.Message);
        }

        _commandLength = 0;
        return DispatchAsync(elements, context);
    }

    private async ValueTask DispatchAsync(CommandElements elements, PresentationContext context)
    {
        _sink = await TakeMessageAsync(elements, context).ConfigureAwait(false);
        if (elements.HasDataSet)
        {
            _sink ??= new DiscardingSink(this);
        }
        else
        {
            await EndMessageAsync().ConfigureAwait(false);
        }
    }

    private ValueTask<MessageSink?> TakeMessageAsync(CommandElements elements, PresentationContext context) => elements.ToCommandSet() switch
    {
        CCancelRq cancel => CancelledByPeer(cancel),
        DimseRsp response => TakeResponseAsync(response, context),
        DimseRq request => TakeRequestAsync(request, elements, context),
        _ => TakeUnknownAsync(elements, context),
    };

    private async ValueTask TakeDataAsync(Pdv pdv)
    {
        await _sink!.WriteAsync(pdv.Fragment).ConfigureAwait(false);
        if (pdv.IsLast)
        {
            await EndMessageAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask EndMessageAsync()
    {
        var sink = _sink;
        _sink = null;
        _messageContext = null;
        Volatile.Write(ref _isReceiving, false);
        if (sink is not null)
        {
            await sink.CompleteAsync().ConfigureAwait(false);
        }
    }

    private void EndReceiving(AssociationException exception) => Volatile.Read(ref _sink)?.Fail(exception);

    internal void CountDrained(long bytes) => Interlocked.Add(ref _bytesDrained, bytes);

    private ValueTask<MessageSink?> CancelledByPeer(CCancelRq cancel)
    {
        Operation? operation;
        lock (_gate)
        {
            _operations.TryGetValue(cancel.MessageIdBeingRespondedTo, out operation);
        }

        operation?.Cancel(OperationCancellation.PeerCancelled); // too late, or of something that cannot be cancelled: nothing to say
        return default;
    }

    // Recoverable, says PS3.7 §C.5.23, where it looks like a request that can be answered.
    private async ValueTask<MessageSink?> TakeUnknownAsync(CommandElements elements, PresentationContext context)
    {
        if (elements is { MessageId: { } messageId, CommandField: { } field and < 0x8000 })
        {
            var response = new UnrecognizedRsp(field) { MessageIdBeingRespondedTo = messageId, AffectedSopClassUid = elements.AffectedSopClassUid };
            await BeginAsync(new Operation(this, context, response, DimseStatus.UnrecognizedOperation)).ConfigureAwait(false);
            return null;
        }

        await AbortAsync($"Command field {elements.CommandField:X4}H is not known.").ConfigureAwait(false);
        return null;
    }
}
