using System.Buffers;
using System.IO.Pipelines;

namespace Gantry.Dicom.Tests;

/// <summary>Conversions of whole data sets, for assertions.</summary>
internal static class Transcoding
{
    public static TransferSyntax[] NativeSyntaxes { get; } =
    [
        TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian, TransferSyntax.DeflatedExplicitVRLittleEndian,
    ];

    /// <summary>Converts bytes that arrive in pieces.</summary>
    public static async Task<byte[]> ConvertAsync(ReadOnlyMemory<byte> bytes, TransferSyntax from, TransferSyntax to, int pieceLength = int.MaxValue, bool isLengthKnown = true)
    {
        var source = new PieceReader(bytes, pieceLength);
        var reader = DataSetTranscoder.Convert(source, from, to, isLengthKnown ? bytes.Length : null);
        var converted = await ReadAllAsync(reader);
        await reader.CompleteAsync();
        return converted;
    }

    public static async Task<byte[]> ReadAllAsync(PipeReader reader)
    {
        var output = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await reader.ReadAsync(TestContext.Current.CancellationToken);
            foreach (var segment in read.Buffer)
            {
                output.Write(segment.Span);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return output.WrittenSpan.ToArray();
            }
        }
    }

    public static DicomDataSet WithoutFragments(DicomDataSet dataSet)
    {
        var builder = new DicomDataSetBuilder();
        foreach (var element in dataSet.Where(element => element is not DicomFragments))
        {
            builder.Set(element is DicomSequence sequence ? new DicomSequence(element.Tag, [.. sequence.Items.Select(WithoutFragments)]) : element);
        }

        return builder.Build();
    }

    // Gives no more than a piece at a time beyond what was left unread, as a connection might.
    private sealed class PieceReader(ReadOnlyMemory<byte> bytes, int pieceLength) : PipeReader
    {
        private ReadOnlySequence<byte> _given;
        private int _consumed;
        private int _examined;

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var end = (int)Math.Min(bytes.Length, _examined + (long)pieceLength);
            _given = DataSetBytes.InSegmentsOf(Math.Min(pieceLength, Math.Max(1, bytes.Length)), bytes[_consumed..end]);
            return ValueTask.FromResult(new ReadResult(_given, isCanceled: false, isCompleted: end == bytes.Length));
        }

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) =>
            (_consumed, _examined) = (_consumed + (int)_given.Slice(0, consumed).Length, _consumed + (int)_given.Slice(0, examined).Length);

        public override bool TryRead(out ReadResult result) => throw new NotSupportedException();

        public override void CancelPendingRead() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null) => throw new InvalidOperationException("The source is not the converter's to complete.");
    }
}
