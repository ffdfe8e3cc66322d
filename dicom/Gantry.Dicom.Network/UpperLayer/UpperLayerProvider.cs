using System.Buffers;
using System.IO.Pipelines;
using static Gantry.Dicom.Network.UlEvent;
using static Gantry.Dicom.Network.UlState;

namespace Gantry.Dicom.Network;

/// <summary>The UL service-provider: runs the protocol machine of PS3.8 §9.2 on a transport connection that is open already.</summary>
/// <remarks>
/// <see cref="RunAsync"/> reads and is called once. All else is safe for concurrent use; writers take turns by <see cref="BeginDataAsync"/>.
/// </remarks>
internal sealed partial class UpperLayerProvider : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IDuplexPipe _transport;
    private readonly PipeReader _input;
    private readonly PipeWriter _output;
    private readonly bool _isRequestor;
    private readonly AssociationOptions _options;
    private readonly IUpperLayerUser _user;
    private UlState _state = Sta1;
    private AssociationEnd? _end;
    private bool _isEndTold;
    private bool _closing;
    private bool _discarding;
    private AssociationEnd? _cause; // what a local abort or a close is owed to, known before it is carried out

    public UpperLayerProvider(IDuplexPipe transport, bool isRequestor, AssociationOptions options, IUpperLayerUser user)
    {
        _transport = transport;
        _input = transport.Input;
        _output = transport.Output;
        _isRequestor = isRequestor;
        _options = options;
        _user = user;
        _artim = new Watch(options.TimeProvider, OnArtimExpired);
        _wait = new Watch(options.TimeProvider, OnWaitExpired);
        _write = new Watch(options.TimeProvider, OnWriteExpired);
        _activity = new Watch(options.TimeProvider, OnActivityTick);
    }

    /// <summary>The state now.</summary>
    public UlState State
    {
        get
        {
            lock (_gate)
            {
                return _state;
            }
        }
    }

    /// <summary>Sees each transition; for tests.</summary>
    internal Action<UlState, UlEvent, UlAction, UlState>? Transited { get; set; }

    /// <summary>Reads until the transport is closed by either side, then completes both its directions.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (!Volatile.Read(ref _closing))
            {
                ReadResult result;
                try
                {
                    result = await _input.ReadAsync().ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    OnLost(exception.Message);
                    break;
                }

                if (result.IsCanceled)
                {
                    await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // it is the thread of who cancelled
                }

                var rest = await ReceiveAsync(result.Buffer).ConfigureAwait(false);
                _input.AdvanceTo(rest.Start, rest.End);
                if (result.IsCompleted)
                {
                    OnLost(_transport is SocketTransport { WasReset: true } ? "The peer reset the connection."
                        : rest.IsEmpty ? "The peer closed the transport." : "The peer closed the transport in the midst of a PDU.");
                    break;
                }
            }
        }
        finally
        {
            OnLost("The transport was closed.");
            await CompleteTransportAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _artim.Dispose();
        _wait.Dispose();
        _write.Dispose();
        _activity.Dispose();
    }

    private async ValueTask<ReadOnlySequence<byte>> ReceiveAsync(ReadOnlySequence<byte> buffer)
    {
        OnReceived(buffer.Length);
        try
        {
            while (!Volatile.Read(ref _closing) && TryTake(ref buffer, out var pdu))
            {
                await ReceiveAsync(pdu).ConfigureAwait(false);
            }
        }
        catch (UpperLayerException exception)
        {
            await RefuseAsync(exception).ConfigureAwait(false);
        }

        if (_discarding)
        {
            buffer = buffer.Slice(buffer.End);
        }

        OnConsumed(buffer.Length);
        return buffer;
    }

    private bool TryTake(ref ReadOnlySequence<byte> buffer, out Pdu pdu)
    {
        pdu = default;
        if (_discarding || buffer.IsEmpty)
        {
            return false;
        }

        if (State == Sta2 && buffer.FirstSpan[0] is < (byte)PduType.AssociateRq or > (byte)PduType.Abort && State == Sta2)
        {
            // A web browser, a TLS hello, a port scan: nobody who would understand an A-ABORT.
            Close(new AssociationEnd(AssociationEndReason.NotDicom, $"The first byte was {buffer.FirstSpan[0]:X2}H, which is no PDU-type."));
            return false;
        }

        try
        {
            return PduReader.TryRead(ref buffer, (uint)_options.MaximumPduLength, out pdu);
        }
        catch (UpperLayerException)
        {
            _discarding = true; // where the next PDU begins is not known any more
            throw;
        }
    }

    private ValueTask ReceiveAsync(in Pdu pdu)
    {
        switch (pdu.Type)
        {
            case PduType.PDataTf:
                return Transit(Evt10) is var action && action is UlAction.DT2 or UlAction.AR6
                    ? _user.OnDataAsync(pdu.Body)
                    : ExecuteAsync(action, UlArguments.Unexpected(pdu.Type));

            // Read before the machine is asked: what cannot be read is event 19, not 6 or 3.
            case PduType.AssociateRq when State == Sta2:
                var rq = AssociatePduReader.ReadRq(pdu.Body);
                return ExecuteAsync(Transit(Evt6), new UlArguments { Rq = rq });
            case PduType.AssociateAc when State == Sta5:
                var ac = AssociatePduReader.ReadAc(pdu.Body);
                return ExecuteAsync(Transit(Evt3), new UlArguments { Ac = ac });
            case PduType.AssociateRj when State == Sta5:
                return ExecuteAsync(Transit(Evt4), new UlArguments { Rj = AssociatePduReader.ReadRj(pdu.Body) });
            case PduType.Abort:
                var (source, reason) = AssociatePduReader.ReadAbort(pdu.Body);
                return ExecuteAsync(Transit(Evt16), new UlArguments { AbortSource = source, AbortReason = reason });
            default:
                var happened = pdu.Type switch
                {
                    PduType.AssociateRq => Evt6,
                    PduType.AssociateAc => Evt3,
                    PduType.AssociateRj => Evt4,
                    PduType.ReleaseRq => Evt12,
                    _ => Evt13,
                };
                return ExecuteAsync(Transit(happened), UlArguments.Unexpected(pdu.Type));
        }
    }

    private ValueTask RefuseAsync(UpperLayerException exception) =>
        TryTransit(Evt19, out var action)
            ? ExecuteAsync(action, new UlArguments { AbortReason = exception.Reason, Detail = exception.Message })
            : ValueTask.CompletedTask;

    private UlAction Transit(UlEvent happened) =>
        TryTransit(happened, out var action) ? action : UlAction.None; // Sta1: closed while the PDU was on its way

    private bool TryTransit(UlEvent happened, out UlAction action)
    {
        lock (_gate)
        {
            var state = _state;
            if (!UlStateMachine.TryNext(state, happened, _isRequestor, out action, out var next))
            {
                return false;
            }

            _state = next;
            Transited?.Invoke(state, happened, action, next);
            return true;
        }
    }
}
