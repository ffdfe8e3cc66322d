using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;

namespace Gantry.Dicom;

/// <summary>The bytes of a data set in another transfer syntax, made as they are read.</summary>
internal sealed class TranscodingReader : PipeReader
{
    // A fault in what is made at first shows before the first byte is out; later little is made ahead of its reader.
    private const int FirstBytes = 256 * 1024;
    private const int NextBytes = 128 * 1024;

    // A deflated piece may become a thousand times as long.
    private const int LargestPiece = 64 * 1024;
    private const int LargestDeflatedPiece = 1024;

    private readonly Pipe _made = new(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: 16_384, useSynchronizationContext: false));
    private readonly PipeReader _source;
    private readonly DataSetScanner _scanner;
    private readonly DeflatingWriter? _deflating;
    private readonly int _largestPiece;
    private ReadOnlySequence<byte> _given;
    private ExceptionDispatchInfo? _fault;
    private int _wanted = FirstBytes;

    public TranscodingReader(PipeReader source, TransferSyntax from, TransferSyntax to, DataSetReaderOptions options)
    {
        _source = source;
        _deflating = to.IsDeflated ? new DeflatingWriter(_made.Writer) : null;
        _largestPiece = from.IsDeflated ? LargestDeflatedPiece : LargestPiece;
        _scanner = new DataSetScanner(from, options, new TranscodingSink(_deflating as IBufferWriter<byte> ?? _made.Writer, to), keepsInput: true);
    }

    private bool IsComplete => _scanner.Status == DataSetScanStatus.Complete;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_wanted > 0 && !IsComplete)
        {
            await MakeAsync(cancellationToken).ConfigureAwait(false);
        }

        var result = await _made.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        _given = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        result = default;
        if ((_wanted > 0 && !IsComplete) || !_made.Reader.TryRead(out result))
        {
            return false;
        }

        _given = result.Buffer;
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _wanted = _given.Slice(examined).IsEmpty ? NextBytes : 0;
        _given = default;
        _made.Reader.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead()
    {
        _made.Reader.CancelPendingRead();
        _source.CancelPendingRead();
    }

    /// <summary>Ends the conversion; the source stays its owner's.</summary>
    public override void Complete(Exception? exception = null)
    {
        _made.Reader.Complete(exception);
        _made.Writer.Complete();
        _deflating?.Dispose();
    }

    private async ValueTask MakeAsync(CancellationToken cancellationToken)
    {
        _fault?.Throw();
        var isCanceled = false;
        while (!IsComplete && !isCanceled && _made.Writer.UnflushedBytes < _wanted)
        {
            var read = await _source.ReadAsync(cancellationToken).ConfigureAwait(false);
            isCanceled = read.IsCanceled;
            if (isCanceled)
            {
                _source.AdvanceTo(read.Buffer.Start);
                _made.Reader.CancelPendingRead();
            }
            else
            {
                Scan(read);
            }
        }

        if (IsComplete)
        {
            _deflating?.Complete();
            await _made.Writer.CompleteAsync().ConfigureAwait(false);
        }
        else
        {
            await _made.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Scan(in ReadResult read)
    {
        var piece = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, _largestPiece));
        var isAll = piece.Length == read.Buffer.Length;
        long consumed = 0;
        try
        {
            _scanner.Scan(piece, read.IsCompleted && isAll, out var count);
            consumed = count;
        }
        catch (DicomEncodingException fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
            throw;
        }
        finally
        {
            var position = read.Buffer.GetPosition(consumed);
            _source.AdvanceTo(position, isAll ? read.Buffer.End : position);
        }
    }
}
