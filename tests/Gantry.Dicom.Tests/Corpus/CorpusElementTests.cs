using System.Globalization;
using System.Security.Cryptography;

namespace Gantry.Dicom.Tests;

public class CorpusElementTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_element_is_the_one_that_an_independent_reader_listed()
    {
        var wrong = new List<string>();
        var (files, elements) = (0, 0);
        foreach (var file in CorpusFiles.AllOrSkip().Where(file => file.Class == "well-formed" && file.Expected.TryGetProperty("elements", out _)))
        {
            files++;
            var expected = file.Expected.GetProperty("elements").EnumerateArray().Select(line => line.GetString()!).ToList();
            var isCut = expected[^1].StartsWith("...", StringComparison.Ordinal);
            expected = isCut ? expected[..^1] : expected;
            var read = DicomFile.Read(file.Bytes());
            var isStated = read.TransferSyntax.IsExplicitVR;
            var actual = Lines(read.DataSet, "").Select(line => line.Text(isStated)).ToList();
            elements += actual.Count;
            var inOrder = read.Reading.Irregularities.All(one => one.Kind is not (EncodingIrregularityKind.OutOfOrder or EncodingIrregularityKind.Repeated));
            var same = actual.Zip(expected).TakeWhile(pair => pair.First == pair.Second || Unstated(pair.First) == Unstated(pair.Second)).Count();
            if (inOrder && (same != expected.Count || (!isCut && actual.Count != expected.Count)))
            {
                wrong.Add($"{file.Name}: line {same}: {actual.ElementAtOrDefault(same)} instead of {expected.ElementAtOrDefault(same)}");
            }
        }

        output.WriteLine($"{elements} lines of {files} files");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
    }

    // Items under UN of undefined length are implicit, whatever is around them, so their VRs are stated by no file.
    private static string Unstated(string line) => line.Contains('[', StringComparison.Ordinal) && line.Split(' ') is [var path, _, var length, var hash] ? $"{path} {length} {hash}" : line;

    private static IEnumerable<Line> Lines(DicomDataSet dataSet, string prefix)
    {
        foreach (var element in dataSet)
        {
            var path = prefix + element.Tag.ToString("X", CultureInfo.InvariantCulture);
            switch (element)
            {
                case DicomSequence sequence:
                    yield return new($"{path} SQ {sequence.Items.Length}");
                    for (var i = 0; i < sequence.Items.Length; i++)
                    {
                        foreach (var line in Lines(sequence.Items[i], $"{path}[{i}]."))
                        {
                            yield return line;
                        }
                    }

                    break;
                case DicomFragments fragments:
                    yield return new($"{path} ENC {fragments.Fragments.Length + 1}");
                    foreach (var (index, fragment) in fragments.Fragments.Prepend(fragments.OffsetTable).Index())
                    {
                        yield return new($"{path}#{index} {fragment.Length} {Hash(fragment.Span)}");
                    }

                    break;
                case DicomBytes bytes:
                    yield return new($"{bytes.Value.Length} {Hash(bytes.Value.Span)}", path, bytes.Vr);
                    break;
            }
        }
    }

    private static string Hash(ReadOnlySpan<byte> value) => Convert.ToHexStringLower(SHA256.HashData(value))[..12];

    private sealed record Line(string Rest, string? Path = null, Vr Vr = default)
    {
        public string Text(bool isVrStated) => Path is null ? Rest : $"{Path} {(isVrStated ? Vr : "--")} {Rest}";
    }
}
