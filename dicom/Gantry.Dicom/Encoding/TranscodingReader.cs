using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom;

/// <summary>The bytes of a data set in another transfer syntax, made as they are read.</summary>
internal sealed class TranscodingReader : ProducingReader
{
    // A deflated piece may become a thousand times as long.
    private const int LargestPiece = 64 * 1024;
    private const int LargestDeflatedPiece = 1024;

    private readonly DataSetScanner _scanner;
    private readonly DeflatingWriter? _deflating;

    public TranscodingReader(PipeReader source, TransferSyntax from, TransferSyntax to, DataSetReaderOptions options, bool ownsSource = false)
        : base(source, from.IsDeflated ? LargestDeflatedPiece : LargestPiece, ownsSource)
    {
        _deflating = to.IsDeflated ? new DeflatingWriter(Output) : null;
        _scanner = new DataSetScanner(from, options, new TranscodingSink((IBufferWriter<byte>?)_deflating ?? Output, to), keepsInput: true);
    }

    protected override bool IsComplete => _scanner.Status == DataSetScanStatus.Complete;

    protected override long Produce(in ReadOnlySequence<byte> piece, bool isCompleted)
    {
        _scanner.Scan(piece, isCompleted, out var consumed);
        return consumed;
    }

    protected override void Finish() => _deflating?.Complete();

    protected override void Release() => _deflating?.Dispose();
}
