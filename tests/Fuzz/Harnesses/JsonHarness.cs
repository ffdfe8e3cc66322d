using Gantry.Dicom;

namespace Gantry.Fuzz.Harnesses;

/// <summary>DICOM JSON: what is read is written so that it is read the same, and can be encoded.</summary>
internal static class JsonHarness
{
    private static readonly DicomJsonReaderOptions Options = new() { BulkData = reference => new DicomBytes(reference.Tag, reference.Vr, default), MaximumBytes = 8 << 20 };

    public static void Run(byte[] bytes)
    {
        DicomDataSet dataSet;
        try
        {
            dataSet = DicomJsonReader.Read(bytes, Options);
        }
        catch (DicomEncodingException)
        {
            return;
        }

        var written = DicomJsonWriter.ToArray(dataSet);
        Promise.Holds(DicomJsonWriter.ToArray(DicomJsonReader.Read(written)).AsSpan().SequenceEqual(written), "JSON that was read is written and read the same.");
        DataSetHarness.CheckWritten(dataSet, TransferSyntax.ExplicitVRLittleEndian);
        DataSetConsumer.Consume(dataSet);
    }

    public static IEnumerable<byte[]> Seeds()
    {
        foreach (var dataSet in Samples.DataSets().Append(Samples.Encapsulated))
        {
            yield return DicomJsonWriter.ToArray(dataSet);
        }

        yield return """[{"00189074":{"vr":"FD","Value":[1.5,"NaN",-1e2]},"00091001":{"vr":"OB","BulkDataURI":"x"},"00280009":{"vr":"AT","Value":["00181063"]},"00280030":{"vr":"DS","Value":[0.50,"+1",null]}}]"""u8.ToArray();
    }
}
