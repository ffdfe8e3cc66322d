using System.Buffers;

namespace Gantry.Dicom.Tests;

public class CorpusTranscodingTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_native_file_keeps_its_elements_in_every_native_syntax()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var file in CorpusFiles.AllOrSkip().Where(file => file.Class == "well-formed"))
        {
            var bytes = file.Bytes();
            Assert.True(Part10Prefix.TryRead(new ReadOnlySequence<byte>(bytes), isCompleted: true, out var prefix));
            if (!DataSetTranscoder.CanConvert(prefix.TransferSyntax, TransferSyntax.ExplicitVRLittleEndian))
            {
                continue;
            }

            count++;
            foreach (var to in Transcoding.NativeSyntaxes)
            {
                if (await DifferenceAsync(bytes.AsMemory((int)prefix.Length), prefix.TransferSyntax, to) is { } difference)
                {
                    wrong.Add($"{file.Name} from {prefix.TransferSyntax} to {to}: {difference}");
                }
            }
        }

        output.WriteLine($"{count} files");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
        Assert.InRange(count, 500, int.MaxValue);
    }

    private static async Task<string?> DifferenceAsync(ReadOnlyMemory<byte> dataSet, TransferSyntax from, TransferSyntax to)
    {
        var converted = await Transcoding.ConvertAsync(dataSet, from, to, pieceLength: 4_099);
        var before = DataSetReader.Read(dataSet, from);
        var after = DataSetReader.Read(converted, to);
        var undefined = new DataSetWriterOptions { UsesUndefinedLengths = true };
        var isSame = DataSetWriter.ToArray(before, TransferSyntax.ImplicitVRLittleEndian, undefined).AsSpan()
            .SequenceEqual(DataSetWriter.ToArray(after, TransferSyntax.ImplicitVRLittleEndian, undefined));
        return isSame ? null : "other values";
    }
}
