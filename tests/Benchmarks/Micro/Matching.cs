using BenchmarkDotNet.Attributes;
using Gantry.Benchmarks.Parse;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Micro;

/// <summary>A query with a wildcard, a range of dates and a modality against one data set.</summary>
[MemoryDiagnoser]
public class Matching
{
    private readonly DicomDataSet _dataSet = SampleImage.Make(1, 32, ReadOnlyMemory<byte>.Empty);
    private readonly DicomDataSet _identifier = new DicomDataSetBuilder()
        .Add(Tags.PatientName, "anon^p*")
        .Add(Tags.StudyDate, "20250101-20261231")
        .Add(Tags.Modality, "CT")
        .Add(Tags.StudyInstanceUID)
        .Build();

    private DataSetMatcher? _matcher;

    [GlobalSetup]
    public void Make() => _matcher = new DataSetMatcher(_identifier);

    [Benchmark]
    public DataSetMatcher Parse() => new(_identifier);

    [Benchmark]
    public bool Matches() => _matcher!.Matches(_dataSet);

    [Benchmark]
    public DicomDataSet Select() => _matcher!.Select(_dataSet);
}
