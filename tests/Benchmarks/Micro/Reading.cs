using BenchmarkDotNet.Attributes;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Micro;

/// <summary>A small data set in memory, read.</summary>
[MemoryDiagnoser]
public class Reading
{
    private byte[] _file = [];

    [GlobalSetup]
    public void Make() => _file = DicomFile.ToArray(
        new DicomDataSetBuilder()
            .Add(Tags.SOPClassUID, Uids.CTImageStorage)
            .Add(Tags.SOPInstanceUID, "2.25.1")
            .Add(Tags.PatientName, "ANON^ONE")
            .Add(Tags.PatientID, "ANON1")
            .Add(Tags.PixelSpacing, [0.5, 0.25])
            .Build(),
        TransferSyntax.ExplicitVRLittleEndian);

    [Benchmark]
    public DicomFile File() => DicomFile.Read(_file);
}
