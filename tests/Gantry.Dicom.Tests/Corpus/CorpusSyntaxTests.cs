namespace Gantry.Dicom.Tests;

public class CorpusSyntaxTests(ITestOutputHelper output)
{
    private static readonly TransferSyntax[] Native =
        [TransferSyntax.ImplicitVRLittleEndian, TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ExplicitVRBigEndian, TransferSyntax.DeflatedExplicitVRLittleEndian];

    [Fact]
    public void Every_file_survives_every_native_transfer_syntax()
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var file in CorpusFiles.AllOrSkip().Where(file => file.Class == "well-formed"))
        {
            var dataSet = DicomFile.Read(file.Bytes()).DataSet;
            var expected = DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVRLittleEndian);
            foreach (var syntax in Native.Where(syntax => syntax.IsExplicitVR || !dataSet.Any(element => element is DicomFragments)))
            {
                count++;
                var written = DataSetWriter.ToArray(dataSet, syntax);
                var read = DataSetReader.Read(written, syntax);
                var isStable = DataSetWriter.ToArray(read, syntax).AsSpan().SequenceEqual(written);

                // Implicit VR states no VRs, so values alone can be compared; where bytes are swapped, after swapping them back.
                var isSame = syntax.IsExplicitVR
                    ? DataSetWriter.ToArray(read, TransferSyntax.ExplicitVRLittleEndian).AsSpan().SequenceEqual(expected)
                    : DataSetDigest.Of(read) == DataSetDigest.Of(DataSetReader.Read(expected, TransferSyntax.ExplicitVRLittleEndian)) || HasSequencesThatNobodyKnows(dataSet);
                if (!isStable || !isSame)
                {
                    wrong.Add($"{file.Name} in {syntax}: {(isStable ? "changed" : "not stable")}");
                }
            }
        }

        output.WriteLine($"{count} conversions");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
    }

    [Fact]
    public void No_file_costs_more_than_16_times_its_size()
    {
        var worst = (Ratio: 0.0, Name: "");
        var wrong = new List<string>();
        foreach (var file in CorpusFiles.AllOrSkip())
        {
            var bytes = file.Bytes();
            var first = Outcome(bytes); // tables that are unpacked once are no cost of the file
            var before = GC.GetAllocatedBytesForCurrentThread();
            Outcome(bytes);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var ratio = (double)allocated / SizeOf(bytes, first);
            worst = ratio > worst.Ratio ? (ratio, file.Name) : worst;
            if (ratio > 16)
            {
                wrong.Add($"{file.Name}: {allocated} bytes for {bytes.Length}");
            }
        }

        output.WriteLine($"at most {worst.Ratio:F1} times, {worst.Name}");
        wrong.ForEach(output.WriteLine);
        Assert.Empty(wrong);
    }

    // A deflated data set counts as it is when it is inflated (limits of their own bound that); the reader itself weighs as much as a small file.
    private static long SizeOf(byte[] bytes, object outcome) =>
        Math.Max(512, outcome is DicomFile { TransferSyntax.IsDeflated: true } file ? DataSetWriter.Measure(file.DataSet, file.TransferSyntax) : bytes.Length);

    private static object Outcome(byte[] bytes)
    {
        try
        {
            var file = DicomFile.Read(bytes);
            Visit(file.DataSet); // elements are made when they are asked for
            return file;
        }
        catch (DicomEncodingException exception)
        {
            return exception;
        }
    }

    private static void Visit(DicomDataSet dataSet)
    {
        foreach (var element in dataSet.Elements)
        {
            foreach (var item in element is DicomSequence sequence ? sequence.Items : [])
            {
                Visit(item);
            }
        }
    }

    // A private sequence of defined length is opaque in implicit VR.
    private static bool HasSequencesThatNobodyKnows(DicomDataSet dataSet) => dataSet.Any(element =>
        element is DicomSequence sequence && (DicomDictionary.GetVr(element.Tag) != Vr.SQ || sequence.Items.Any(HasSequencesThatNobodyKnows)));
}
