namespace Gantry.Dicom.Tests;

public class CorpusTruncationTests
{
    [Fact]
    public void A_file_cut_at_any_byte_is_read_or_refused_but_nothing_else()
    {
        var files = CorpusFiles.AllOrSkip().Where(file => new FileInfo(file.Path).Length <= 2_048).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var bytes = file.Bytes();
            for (var length = 0; length < bytes.Length; length++)
            {
                var exception = Record.Exception(() => DicomFile.Read(bytes.AsMemory(0, length)));
                Assert.True(exception is null or DicomEncodingException, $"{file.Name} cut at {length}: {exception}");
                var kept = DicomFileOrNull(bytes.AsMemory(0, length));
                Assert.True(kept is null || kept.DataSet.Count >= 0);
            }
        }
    }

    private static DicomFile? DicomFileOrNull(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return DicomFile.Read(bytes, new DataSetReaderOptions { KeepsWhatPrecedesFault = true });
        }
        catch (DicomEncodingException)
        {
            return null; // cut inside the file meta information
        }
    }
}
