using System.Text.RegularExpressions;

namespace Gantry.Dicom.Tests.Examples;

public sealed partial class ReadmeTests
{
    [Fact]
    public void The_code_of_the_README_is_that_of_the_examples()
    {
        var top = DictionaryTests.Top();
        var source = string.Concat(((string[])["Gantry.Dicom.Tests", "Gantry.Dicom.Network.Tests", "Gantry.Dicom.Imaging.Tests"])
            .Select(project => File.ReadAllText(Path.Combine(top, "tests", project, "Examples", "ReadmeExamples.cs")).ReplaceLineEndings("\n")));
        var readme = File.ReadAllText(Path.Combine(top, "dicom", "README.md")).ReplaceLineEndings("\n");
        var expected = Regions().Matches(source).Select(match => (Name: match.Groups[1].Value, Code: WithoutIndentation(match.Groups[2].Value))).ToList();
        var actual = Blocks().Matches(readme).Select(match => (Name: match.Groups[1].Value, Code: match.Groups[2].Value)).ToList();

        Assert.Equal(15, expected.Count);
        Assert.Equal(expected.Select(example => example.Name), actual.Select(example => example.Name));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Code, pair.Second.Code));
        Assert.Equal(expected.Count, readme.Split("```csharp").Length - 1);
    }

    private static string WithoutIndentation(string code) => string.Concat(code.Split('\n')[..^1].Select(line => (line.Length > 8 ? line[8..] : "") + "\n"));

    [GeneratedRegex(@"#region ([^\n]+)\n(.*?) *#endregion", RegexOptions.Singleline)]
    private static partial Regex Regions();

    [GeneratedRegex(@"### ([^\n]+)\n(?:[^\n]*\n)*?```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
