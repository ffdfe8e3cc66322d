using System.Buffers;
using BenchmarkDotNet.Attributes;
using Gantry.Benchmarks.Parse;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Micro;

/// <summary>The same image, written.</summary>
[MemoryDiagnoser]
public class Writing
{
    private readonly ArrayBufferWriter<byte> _output = new(16_384);
    private DicomDataSet _dataSet = DicomDataSet.Empty;

    [GlobalSetup]
    public void Make() => _dataSet = SampleImage.Make(1, 32, new byte[2_048]);

    [Benchmark(Baseline = true)]
    public int ExplicitVR() => Write(TransferSyntax.ExplicitVRLittleEndian);

    [Benchmark]
    public int ImplicitVR() => Write(TransferSyntax.ImplicitVRLittleEndian);

    [Benchmark]
    public int BigEndian() => Write(TransferSyntax.ExplicitVRBigEndian);

    [Benchmark]
    public int Deflated() => Write(TransferSyntax.DeflatedExplicitVRLittleEndian);

    private int Write(TransferSyntax transferSyntax)
    {
        _output.ResetWrittenCount();
        DataSetWriter.Write(_dataSet, transferSyntax, _output);
        return _output.WrittenCount;
    }
}
