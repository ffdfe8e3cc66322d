using FsCheck.Xunit;

namespace Gantry.Dicom.Tests;

public class JsonRoundTripTests(ITestOutputHelper output)
{
    [Property(Arbitrary = [typeof(DataSetGenerator)], MaxTest = 300)]
    public bool Any_data_set_comes_back_as_the_same_json(DicomDataSet dataSet) => Difference(dataSet) is null;

    [Fact]
    public void Every_file_comes_back_as_the_same_json()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var file in CorpusFiles.AllOrSkip())
        {
            DicomDataSet dataSet;
            try
            {
                dataSet = DicomFile.Read(file.Bytes()).DataSet;
            }
            catch (DicomEncodingException)
            {
                Assert.NotEqual("well-formed", file.Class);
                continue;
            }

            count++;
            if (Difference(dataSet) is { } difference)
            {
                wrong.Add($"{file.Name} ({file.Class}): {difference}");
            }
        }

        output.WriteLine($"{count} files");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
    }

    private static string? Difference(DicomDataSet dataSet)
    {
        var first = DicomJsonWriter.ToArray(dataSet);
        DicomDataSet read;
        try
        {
            read = DicomJsonReader.Read(first);
        }
        catch (DicomEncodingException exception)
        {
            return exception.Message;
        }

        var second = DicomJsonWriter.ToArray(read);
        var same = first.AsSpan().CommonPrefixLength(second);
        return same == first.Length && same == second.Length ? null
            : $"{System.Text.Encoding.UTF8.GetString(first.AsSpan()[Math.Max(0, same - 60)..Math.Min(first.Length, same + 40)])} / {System.Text.Encoding.UTF8.GetString(second.AsSpan()[Math.Max(0, same - 60)..Math.Min(second.Length, same + 40)])}";
    }
}
