using BenchmarkDotNet.Attributes;
using Gantry.Benchmarks.Parse;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Micro;

/// <summary>A small CT image in memory, read: about ninety elements, four of them sequences.</summary>
[MemoryDiagnoser]
public class Reading
{
    private byte[] _explicit = [];
    private byte[] _implicit = [];
    private byte[] _bigEndian = [];
    private DicomDataSet _dataSet = DicomDataSet.Empty;

    [GlobalSetup]
    public void Make()
    {
        _dataSet = SampleImage.Make(1, 32, new byte[2_048]);
        _explicit = DicomFile.ToArray(_dataSet, TransferSyntax.ExplicitVRLittleEndian);
        _implicit = DicomFile.ToArray(_dataSet, TransferSyntax.ImplicitVRLittleEndian);
        _bigEndian = DicomFile.ToArray(_dataSet, TransferSyntax.ExplicitVRBigEndian);
    }

    [Benchmark(Baseline = true)]
    public DicomFile ExplicitVR() => DicomFile.Read(_explicit);

    [Benchmark]
    public DicomFile ImplicitVR() => DicomFile.Read(_implicit);

    [Benchmark]
    public DicomFile BigEndian() => DicomFile.Read(_bigEndian);

    [Benchmark]
    public int EveryElement()
    {
        var count = 0;
        foreach (var element in DicomFile.Read(_explicit).DataSet.Walk())
        {
            count += element.Value.Length;
        }

        return count;
    }

    [Benchmark]
    public string? OneString() => _dataSet.GetString(Tags.PatientID);

    [Benchmark]
    public int? OneNumber() => _dataSet.GetInt32(Tags.Rows);
}
