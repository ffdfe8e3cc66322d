using BenchmarkDotNet.Attributes;
using Gantry.Benchmarks.Parse;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Micro;

/// <summary>The same image without its pixels as DICOM JSON, both ways.</summary>
[MemoryDiagnoser]
public class Json
{
    private byte[] _json = [];
    private DicomDataSet _dataSet = DicomDataSet.Empty;

    [GlobalSetup]
    public void Make()
    {
        _dataSet = SampleImage.Make(1, 32, ReadOnlyMemory<byte>.Empty);
        _json = DicomJsonWriter.ToArray(_dataSet);
    }

    [Benchmark]
    public byte[] Write() => DicomJsonWriter.ToArray(_dataSet);

    [Benchmark]
    public DicomDataSet Read() => DicomJsonReader.Read(_json);
}
