namespace Gantry.Dicom.Tests;

public class CorpusDigestTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_file_has_the_elements_that_an_independent_reader_found()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var file in CorpusFiles.AllOrSkip())
        {
            count++;
            if (Difference(file) is { } difference)
            {
                wrong.Add($"{file.Name} ({file.Class}): {difference}");
            }
        }

        output.WriteLine($"{count} files");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
    }

    private static string? Difference(CorpusFile file)
    {
        DataSetDigest? digest = null;
        string? fault = null;
        try
        {
            digest = DataSetDigest.OfFile(file.Bytes());
        }
        catch (DicomEncodingException exception)
        {
            fault = exception.Message;
        }

        if (file.IsDigestPartial)
        {
            // Where an independent reader reads it whole, as an implicit data set declared explicit, so may this one.
            var isReadByOthers = file.Expected.GetProperty("readers").GetProperty("pydicom").GetString() == "ok";
            return fault is null && !isReadByOthers ? $"read without a fault, {digest?.ElementCount} elements; expected {file.Expected.GetProperty("readers")}" : null;
        }

        return fault is not null ? fault
            : digest!.ElementCount != file.ElementCount ? $"{digest.ElementCount} elements, not {file.ElementCount}"
            : digest.CanonicalSha256 != file.CanonSha256 ? "another digest"
            : null;
    }
}
