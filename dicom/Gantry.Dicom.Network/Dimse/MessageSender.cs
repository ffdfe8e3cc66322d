using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;

namespace Gantry.Dicom.Network;

/// <summary>Sends messages: a command set and maybe a data set, in P-DATA-TFs as large as the peer takes (PS3.8 §E).</summary>
/// <remarks>Safe for concurrent use: messages take turns, as their fragments must not mix.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing.")]
internal sealed class MessageSender(UpperLayerProvider provider)
{
    // Larger P-DATA-TFs bring no more throughput, and hold an A-ABORT back.
    private const uint LargestPdu = 131_072;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CommandSetWriter _commands = new();
    private int _largestFragment = 16_378;

    /// <summary>Takes in what the peer announced (PS3.8 §D.1).</summary>
    public void SetPeerMaximum(uint maximumLength) =>
        _largestFragment = (int)((maximumLength == 0 ? LargestPdu : Math.Min(maximumLength, LargestPdu)) - Pdv.HeaderLength) & ~1; // even, as the bytes are

    /// <summary>Waits for the message being sent, and keeps others back until the result is disposed.</summary>
    public async ValueTask<IDisposable> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_turn);
    }

    /// <summary>Sends a message.</summary>
    /// <param name="context">The presentation context.</param>
    /// <param name="commandSet">The command set.</param>
    /// <param name="dataSet">The data set; null for none.</param>
    /// <param name="mayCoalesce">True where the message may wait for more, as long as no thread is free.</param>
    /// <param name="invocation">The invocation the message is for, if any: once it is answered, its data set is cut short (PS3.7 §9.3.1.3).</param>
    /// <param name="source">Ends the wait for the turn and for the data set: the association's end.</param>
    /// <param name="ended">
    /// The operation that the message is the final response of, if any. Its turn ends when nothing can go out before the message any more, and before the peer can have it: the
    /// next request may be there before the call that sends has returned.
    /// </param>
    /// <exception cref="AssociationException">The association has ended.</exception>
    /// <remarks>
    /// Another exception comes from the data set's source. Before the message began it concerns this message alone; later, the association has been aborted.
    /// </remarks>
    public async ValueTask SendAsync(
        PresentationContext context, CommandSet commandSet, DataSetSource? dataSet, bool mayCoalesce, Invocation? invocation, CancellationToken source, Operation? ended = null)
    {
        try
        {
            // Encoded and begun to be read before anything goes out: a fault so far concerns this message alone.
            var bytes = dataSet?.Encode(context.TransferSyntax) ?? default;
            var reader = dataSet?.Reader;
            var first = reader is null ? default : await reader.ReadAtLeastAsync(_largestFragment + 1, source).ConfigureAwait(false);
            await _turn.WaitAsync(source).ConfigureAwait(false);
            try
            {
                ended?.EndTurn();
                var command = _commands.Write(commandSet, dataSet is not null);
                await SendCommandAsync(context.Id, command, bytes, isWhole: dataSet is not null && reader is null, mayCoalesce, goesOn: reader is not null).ConfigureAwait(false);
                if (reader is not null)
                {
                    await SendFromReaderAsync(context.Id, reader, first, invocation, source).ConfigureAwait(false);
                }
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            throw provider.EndException();
        }
    }

    // The command, and the data set with it where that is in memory: one flush for all where it fits.
    private async ValueTask SendCommandAsync(byte contextId, ReadOnlyMemory<byte> command, ReadOnlySequence<byte> bytes, bool isWhole, bool mayCoalesce, bool goesOn)
    {
        var output = await provider.BeginDataAsync().ConfigureAwait(false);
        try
        {
            var written = WriteFragments(output, contextId, isCommand: true, new ReadOnlySequence<byte>(command));
            while (isWhole && bytes.Length > _largestFragment)
            {
                PduWriter.WritePData(output, contextId, isCommand: false, isLast: false, bytes.Slice(0, _largestFragment));
                await provider.WrittenAsync(written + _largestFragment, mustFlush: false).ConfigureAwait(false);
                bytes = bytes.Slice(_largestFragment);
                written = 0;
                provider.ThrowIfEnded();
            }

            if (isWhole)
            {
                PduWriter.WritePData(output, contextId, isCommand: false, isLast: true, bytes);
                written += (int)bytes.Length;
            }

            await provider.WrittenAsync(written, mustFlush: !mayCoalesce && !goesOn).ConfigureAwait(false);
            if (mayCoalesce && !goesOn) // the first of a data set that is read has been read, and goes with it
            {
                provider.ScheduleFlush();
            }
        }
        finally
        {
            provider.EndData();
        }
    }

    private async ValueTask SendFromReaderAsync(byte contextId, PipeReader reader, ReadResult result, Invocation? invocation, CancellationToken source)
    {
        while (true)
        {
            var buffer = result.Buffer;
            var isLast = false;
            while (!isLast && (result.IsCompleted || buffer.Length > _largestFragment))
            {
                var length = Math.Min(buffer.Length, _largestFragment);
                isLast = (result.IsCompleted && length == buffer.Length) || invocation is { IsAnswered: true };
                await SendFragmentAsync(contextId, isLast, buffer.Slice(0, length)).ConfigureAwait(false);
                buffer = buffer.Slice(length);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
            if (isLast)
            {
                return;
            }

            try
            {
                result = await reader.ReadAtLeastAsync(_largestFragment + 1, source).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                await provider.AbortAsync(new AssociationEnd(
                    AssociationEndReason.AbortedLocally, "A data set could not be read to its end: " + exception.GetType().Name + ".")).ConfigureAwait(false);
                throw;
            }
        }
    }

    private async ValueTask SendFragmentAsync(byte contextId, bool isLast, ReadOnlySequence<byte> fragment)
    {
        var output = await provider.BeginDataAsync().ConfigureAwait(false);
        try
        {
            PduWriter.WritePData(output, contextId, isCommand: false, isLast, fragment);
            await provider.WrittenAsync(fragment.Length + PduReader.HeaderLength + Pdv.HeaderLength, mustFlush: isLast).ConfigureAwait(false);
        }
        finally
        {
            provider.EndData();
        }
    }

    private int WriteFragments(IBufferWriter<byte> output, byte contextId, bool isCommand, ReadOnlySequence<byte> bytes)
    {
        var written = 0;
        bool isLast;
        do
        {
            var length = Math.Min(bytes.Length, _largestFragment);
            isLast = length == bytes.Length;
            PduWriter.WritePData(output, contextId, isCommand, isLast, bytes.Slice(0, length));
            written += (int)length + PduReader.HeaderLength + Pdv.HeaderLength;
            bytes = bytes.Slice(length);
        }
        while (!isLast);

        return written;
    }

    private sealed class Turn(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }
}
