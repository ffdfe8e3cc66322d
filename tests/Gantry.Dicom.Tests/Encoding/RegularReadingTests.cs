using System.Globalization;
using System.Security.Cryptography;
using FsCheck.Xunit;

namespace Gantry.Dicom.Tests;

/// <summary>A file that is regular is read by an index of its elements, any other, and any stream, by the scanner: nobody is to see which.</summary>
public class RegularReadingTests
{
    private static readonly TransferSyntax JpegBaseline = new(new Uid("1.2.840.10008.1.2.4.50"));

    private static readonly DataSetReaderOptions[] Ways =
    [
        new(),
        new() { MaximumValueBytes = 16 },
        new() { MaximumValueBytes = 0 },
        new() { StopBefore = Tags.PatientName },
        new() { StopBefore = Tags.PixelData, MaximumValueBytes = 1_000 },
        new() { MaximumDepth = 1 },
        new() { MaximumBytes = 500 },
        new() { KeepsWhatPrecedesFault = true },
    ];

    [Fact]
    public async Task Every_file_is_the_same_from_memory_from_its_path_and_as_a_stream()
    {
        foreach (var file in CorpusFiles.AllOrSkip())
        {
            var bytes = file.Bytes();
            foreach (var way in Ways)
            {
                var expected = await OfStreamAsync(bytes, way);
                Assert.Equal((file.Name, expected), (file.Name, Of(() => DicomFile.Read(bytes, way))));
                Assert.Equal((file.Name, expected), (file.Name, Of(() => DicomFile.Open(file.Path, way))));
            }
        }
    }

    [Fact]
    public async Task Every_small_file_is_the_same_whatever_bytes_are_changed()
    {
        var random = new Random(11);
        foreach (var file in CorpusFiles.AllOrSkip().Where(file => new FileInfo(file.Path).Length <= 3_000))
        {
            for (var round = 0; round < 20; round++)
            {
                var bytes = file.Bytes();
                bytes = bytes[..^(round % 3 == 0 ? random.Next(bytes.Length / 2) : 0)];
                for (var change = round % 4; change > 0 && bytes.Length > 0; change--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : random.Next(4));
                }

                var way = Ways[round % Ways.Length];
                Assert.Equal((file.Name, round, await OfStreamAsync(bytes, way)), (file.Name, round, Of(() => DicomFile.Read(bytes, way))));
            }
        }
    }

    [Property(Arbitrary = [typeof(DataSetGenerator)], MaxTest = 200)]
    public async Task Any_data_set_is_the_same_from_memory_and_as_a_stream(DicomDataSet dataSet)
    {
        foreach (var syntax in (TransferSyntax[])(HasFragments(dataSet) ? [JpegBaseline] : [TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian]))
        {
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            DicomFile.Write(FileMetaInformation.Create(Uids.CTImageStorage, new Uid("2.25.1"), syntax), dataSet, output, new DataSetWriterOptions { UsesUndefinedLengths = dataSet.Count % 2 == 0 });
            var bytes = output.WrittenSpan.ToArray();
            foreach (var way in Ways)
            {
                Assert.Equal(await OfStreamAsync(bytes, way), Of(() => DicomFile.Read(bytes, way)));
            }
        }
    }

    private static bool HasFragments(DicomDataSet dataSet) =>
        dataSet.Any(element => element is DicomFragments || (element is DicomSequence sequence && sequence.Items.Any(HasFragments)));

    private static async Task<string> OfStreamAsync(byte[] bytes, DataSetReaderOptions way)
    {
        using var stream = new MemoryStream(bytes);
        try
        {
            var file = await DicomFile.ReadAsync(stream, way);
            return Of(() => file);
        }
        catch (DicomEncodingException exception)
        {
            return exception.Message;
        }
    }

    private static string Of(Func<DicomFile> read)
    {
        try
        {
            var file = read();
            var reading = file.Reading;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {file.HasPreamble} {file.FileMetaFaults} {file.TransferSyntax} {file.DataSetOffset}
                {reading.StoppedAt} {reading.ConsumedBytes} {reading.TransferSyntax} {reading.Fault?.Message}
                {string.Join(' ', reading.Skipped)} {string.Join(' ', reading.Irregularities)}
                {(file.FileMeta is { } meta ? Text(meta.Elements) : "")}{Text(file.DataSet)}
                """);
        }
        catch (DicomEncodingException exception)
        {
            return exception.Message;
        }
    }

    private static string Text(DicomDataSet dataSet) => $"[{string.Join(' ', dataSet.CharacterSet.Terms)} {string.Concat(dataSet.Select(Text))}]";

    private static string Text(DicomElement element) => element switch
    {
        DicomBytes bytes => $"{element.Tag:X}{element.Vr}{(bytes.IsBigEndian ? "!" : "")}{Hash(bytes.Value.Span)} ",
        DicomFragments fragments => $"{element.Tag:X}{element.Vr}({Hash(fragments.OffsetTable.Span)}{string.Concat(fragments.Fragments.Select(fragment => Hash(fragment.Span)))}) ",
        DicomSequence sequence => $"{element.Tag:X}({string.Concat(sequence.Items.Select(Text))}) ",
        _ => throw new InvalidOperationException(),
    };

    private static string Hash(ReadOnlySpan<byte> value) => value.Length <= 8 ? Convert.ToHexString(value) : Convert.ToHexString(SHA256.HashData(value))[..12];
}
