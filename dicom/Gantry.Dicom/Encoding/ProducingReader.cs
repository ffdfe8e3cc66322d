using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.ExceptionServices;

namespace Gantry.Dicom;

/// <summary>The bytes of a data set made of another one as they are read. One caller at a time.</summary>
/// <param name="source">What it is made of.</param>
/// <param name="largestPiece">The most bytes of it that are looked at before what is made of them is given on.</param>
/// <param name="ownsSource">True to complete the source, too.</param>
internal abstract class ProducingReader(PipeReader source, int largestPiece, bool ownsSource) : PipeReader
{
    // A fault in what is made at first shows before the first byte is out; later little is made ahead of its reader.
    private const int FirstBytes = 256 * 1024;
    private const int NextBytes = 128 * 1024;

    private readonly Pipe _made = new(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: 16_384, useSynchronizationContext: false));
    private ReadOnlySequence<byte> _given;
    private ExceptionDispatchInfo? _fault;
    private int _wanted = FirstBytes;

    /// <summary>Where what is made goes.</summary>
    protected IBufferWriter<byte> Output => _made.Writer;

    /// <summary>True once all is made.</summary>
    protected abstract bool IsComplete { get; }

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
        source.CancelPendingRead();
    }

    /// <summary>Ends it; the source stays its owner's, unless this is its owner.</summary>
    public override void Complete(Exception? exception = null)
    {
        _made.Reader.Complete(exception);
        _made.Writer.Complete();
        Release();
        if (ownsSource)
        {
            source.Complete(exception);
        }
    }

    /// <summary>Makes what follows of the bytes that follow.</summary>
    /// <returns>How many of them were used; the others come again, with those behind them.</returns>
    protected abstract long Produce(in ReadOnlySequence<byte> piece, bool isCompleted);

    /// <summary>Makes what comes at the end.</summary>
    protected virtual void Finish()
    {
    }

    /// <summary>Gives back what is held.</summary>
    protected virtual void Release()
    {
    }

    private async ValueTask MakeAsync(CancellationToken cancellationToken)
    {
        _fault?.Throw();
        var isCanceled = false;
        while (!IsComplete && !isCanceled && _made.Writer.UnflushedBytes < _wanted)
        {
            var read = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
            isCanceled = read.IsCanceled;
            if (isCanceled)
            {
                source.AdvanceTo(read.Buffer.Start);
                _made.Reader.CancelPendingRead();
            }
            else
            {
                Scan(read);
            }
        }

        if (IsComplete)
        {
            Finish();
            await _made.Writer.CompleteAsync().ConfigureAwait(false);
        }
        else
        {
            await _made.Writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Scan(in ReadResult read)
    {
        var piece = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, largestPiece));
        var isAll = piece.Length == read.Buffer.Length;
        long consumed = 0;
        try
        {
            consumed = Produce(piece, read.IsCompleted && isAll);
        }
        catch (DicomEncodingException fault)
        {
            _fault = ExceptionDispatchInfo.Capture(fault);
            throw;
        }
        finally
        {
            var position = read.Buffer.GetPosition(consumed);
            source.AdvanceTo(position, isAll ? read.Buffer.End : position);
        }
    }
}
