using System.Globalization;
using System.Text.Json;

namespace Gantry.Dicom.Tests;

public class CorpusTextTests(ITestOutputHelper output)
{
    [Fact]
    public void Text_is_what_an_independent_reader_decoded()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var file in CorpusFiles.AllOrSkip().Where(file => file.Class == "well-formed"))
        {
            var dataSet = DicomFile.Read(file.Bytes()).DataSet;
            foreach (var expected in file.Expected.GetProperty("text_utf8").EnumerateObject())
            {
                count++;
                var actual = TextAt(dataSet, expected.Name);
                if (Normal(actual) != Normal(expected.Value.GetString()!))
                {
                    wrong.Add($"{file.Name} {expected.Name} in {dataSet.CharacterSet}: '{actual}', not {JsonSerializer.Serialize(expected.Value)}");
                }
            }
        }

        output.WriteLine($"{count} texts");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
    }

    private static string TextAt(DicomDataSet dataSet, string path)
    {
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            Assert.True(Tag.TryParse(step.AsSpan(0, 8), out var sequence));
            dataSet = dataSet.GetItems(sequence)[int.Parse(step.AsSpan(9, step.Length - 10), CultureInfo.InvariantCulture)];
        }

        Assert.True(Tag.TryParse(steps[^1], out var tag));
        return dataSet.GetText(tag) ?? "";
    }

    // Padding, and the delimiter of a person name group that is empty, are presented differently by readers.
    private static string Normal(string text) => string.Join('\\', text.Split('\\').Select(value => value.Trim(' ', '\0').TrimEnd('=')));
}
