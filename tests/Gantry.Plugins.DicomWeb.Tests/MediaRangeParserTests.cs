namespace Gantry.Plugins.DicomWeb.Tests;

public class MediaRangeParserTests
{
    [Fact]
    public void The_best_comes_first_and_equals_stay_in_their_order()
    {
        var ranges = MediaRangeParser.ParseAll("text/html;q=0.5, application/dicom+json, multipart/related; type=\"application/dicom\"; transfer-syntax=*; q=0.9, image/*;q=0");

        Assert.Equal(["application/dicom+json", "multipart/related", "text/html", "image/*"], ranges.Select(range => range.Type));
        Assert.Equal([1_000, 900, 500, 0], ranges.Select(range => range.Quality));
        Assert.Equal(("application/dicom", "*"), (ranges[1]["type"], ranges[1]["transfer-syntax"]));
    }

    [Theory]
    [InlineData("multipart/related; type=\"a,b;c\\\"d\"", "a,b;c\"d")]
    [InlineData("multipart/related;type=application/dicom", "application/dicom")]
    [InlineData("MULTIPART/Related ; TYPE=x", "x")]
    public void A_value_is_read_with_its_quotes_or_without(string text, string type) => Assert.Equal(type, MediaRangeParser.Parse(text)!["type"]);

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("/html")]
    [InlineData("text/")]
    [InlineData("*/html")]
    [InlineData("text/html; q=2")]
    [InlineData("text/html; q=x")]
    [InlineData("text/html; type=\"open")]
    [InlineData("text/html; =x")]
    [InlineData("text/ht ml")]
    public void What_is_malformed_is_none(string text) => Assert.Null(MediaRangeParser.Parse(text));

    [Fact]
    public void Whatever_is_sent_is_read_or_left_out()
    {
        var random = new Random(20261128);
        const string Alphabet = "abq/*;,=\"\\ .01\u00e4\t";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(40)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);

            Assert.All(MediaRangeParser.ParseAll(text), range => Assert.InRange(range.Quality, 0, 1_000));
        }

        Assert.Empty(MediaRangeParser.ParseAll(new string(',', 100_000)));
    }
}
