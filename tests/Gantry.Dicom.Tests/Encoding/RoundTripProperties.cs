using System.Buffers;
using System.IO.Pipelines;
using FsCheck.Xunit;

namespace Gantry.Dicom.Tests;

[Properties(Arbitrary = [typeof(DataSetGenerator)], MaxTest = 150)]
public class RoundTripProperties
{
    private static readonly DataSetWriterOptions Defined = new() { UsesUndefinedLengths = false };
    private static readonly DataSetWriterOptions Undefined = new() { UsesUndefinedLengths = true };

    [Property]
    public bool Explicit_little_endian_gives_back_what_was_written(DicomDataSet dataSet, bool isUndefined) =>
        Survives(dataSet, TransferSyntax.ExplicitVRLittleEndian, isUndefined);

    [Property]
    public bool Explicit_big_endian_gives_back_what_was_written(DicomDataSet dataSet, bool isUndefined) =>
        Survives(dataSet, TransferSyntax.ExplicitVRBigEndian, isUndefined);

    [Property]
    public bool Deflated_gives_back_what_was_written(DicomDataSet dataSet, bool isUndefined) =>
        Survives(dataSet, TransferSyntax.DeflatedExplicitVRLittleEndian, isUndefined);

    [Property]
    public bool Implicit_gives_back_the_values_that_were_written(DicomDataSet dataSet, bool isUndefined)
    {
        var native = WithoutFragments(dataSet);
        var read = Read(DataSetWriter.ToArray(native, TransferSyntax.ImplicitVRLittleEndian, isUndefined ? Undefined : null), TransferSyntax.ImplicitVRLittleEndian);
        return DataSetDigest.Of(read) == DataSetDigest.Of(native)
            && read.All(element => element.Tag.IsPrivate || element.Vr == native[element.Tag]!.Vr);
    }

    [Property]
    public bool The_measured_length_is_what_is_written(DicomDataSet dataSet, bool isUndefined)
    {
        var options = isUndefined ? Undefined : null;
        return DataSetWriter.Measure(dataSet, TransferSyntax.ExplicitVRLittleEndian, options) == DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian, options).Length;
    }

    [Property]
    public bool However_the_bytes_are_cut_the_result_is_the_same(DicomDataSet dataSet, byte size, bool isDeflated)
    {
        var syntax = isDeflated ? TransferSyntax.DeflatedExplicitVRLittleEndian : TransferSyntax.ExplicitVRLittleEndian;
        var bytes = DataSetWriter.ToArray(dataSet, syntax);
        var expected = DataSetDigest.Of(dataSet);
        var length = (size % 37) + 1;

        var scanner = new DataSetScanner(syntax);
        var pending = Array.Empty<byte>();
        for (var start = 0; start < bytes.Length || scanner.Status == DataSetScanStatus.NeedsMore; start += length)
        {
            var next = bytes.Skip(start).Take(length).ToArray();
            pending = [.. pending, .. next];
            scanner.Scan(new ReadOnlySequence<byte>(pending), isCompleted: start + length >= bytes.Length, out var consumed);
            pending = pending[(int)consumed..];
        }

        var segmented = DataSetReader.Read(DataSetBytes.InSegmentsOf(length, bytes), syntax);
        return DataSetDigest.Of(scanner.DataSet) == expected && DataSetDigest.Of(segmented) == expected;
    }

    [Property(MaxTest = 50)]
    public async Task<bool> A_pipe_gives_the_same_and_is_left_before_the_element_to_stop_at(DicomDataSet dataSet, byte size)
    {
        var bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian);
        var stop = new Tag(0x0028_0000);
        var pipe = new Pipe();
        var writing = Task.Run(async () =>
        {
            foreach (var chunk in bytes.Chunk((size % 37) + 1))
            {
                await pipe.Writer.WriteAsync(chunk);
            }

            await pipe.Writer.CompleteAsync();
        });

        var reading = await DataSetReader.ReadAsync(pipe.Reader, TransferSyntax.ExplicitVRLittleEndian, new DataSetReaderOptions { StopBefore = stop });
        var rest = await DataSetReader.ReadAsync(pipe.Reader, TransferSyntax.ExplicitVRLittleEndian);
        await writing;

        return reading.StoppedAt == dataSet.FirstOrDefault(element => element.Tag >= stop)?.Tag
            && reading.ConsumedBytes + rest.ConsumedBytes == bytes.Length
            && DataSetDigest.Of(reading.DataSet) == DataSetDigest.Of(Of(dataSet.Where(element => element.Tag < stop)))
            && DataSetDigest.Of(rest.DataSet) == DataSetDigest.Of(Of(dataSet.Where(element => element.Tag >= stop)));
    }

    private static bool Survives(DicomDataSet dataSet, TransferSyntax syntax, bool isUndefined)
    {
        var read = Read(DataSetWriter.ToArray(dataSet, syntax, isUndefined ? Undefined : null), syntax);
        return DataSetWriter.ToArray(read, TransferSyntax.ExplicitVRLittleEndian, Defined).AsSpan().SequenceEqual(DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian, Defined));
    }

    private static DicomDataSet Read(byte[] bytes, TransferSyntax syntax) => DataSetReader.Read(bytes, syntax);

    private static DicomDataSet WithoutFragments(DicomDataSet dataSet) => Of(dataSet.Where(element => element is not DicomFragments).Select(element =>
        element is DicomSequence sequence ? new DicomSequence(element.Tag, [.. sequence.Items.Select(WithoutFragments)]) : element));

    private static DicomDataSet Of(IEnumerable<DicomElement> elements)
    {
        var builder = new DicomDataSetBuilder();
        foreach (var element in elements)
        {
            builder.Set(element);
        }

        return builder.Build();
    }
}
