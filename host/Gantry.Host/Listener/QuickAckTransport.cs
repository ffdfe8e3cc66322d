using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Gantry.Dicom.Network;

namespace Gantry.Host.Listener;

/// <summary>A transport whose socket acknowledges at once: armed again after each read, as the system drops the setting by itself.</summary>
internal sealed class QuickAckTransport(IDuplexPipe transport, Socket socket) : IDuplexPipe
{
    public PipeReader Input { get; } = new QuickAckReader(transport.Input, socket);

    public PipeWriter Output => transport.Output;

    private sealed class QuickAckReader(PipeReader reader, Socket socket) : PipeReader
    {
        public override void AdvanceTo(SequencePosition consumed) => reader.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => reader.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => reader.CancelPendingRead();

        public override void Complete(Exception? exception = null) => reader.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => reader.CompleteAsync(exception);

        public override bool TryRead(out ReadResult result) => reader.TryRead(out result);

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // there is one for each PDU
        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            QuickAck.Arm(socket);
            return result;
        }
    }
}
