using Gantry.Dicom;

namespace Gantry.Contracts.Testing.Tests;

/// <summary>What the tests ask of plugins.</summary>
internal static class Operations
{
    public static DicomDataSet AnyStudy { get; } = new DicomDataSetBuilder().Add(Tags.QueryRetrieveLevel, "STUDY").Add(Tags.StudyInstanceUID).Build();

    public static DicomDataSet Study(SampleInstance sample) =>
        new DicomDataSetBuilder().Add(Tags.QueryRetrieveLevel, "STUDY").Add(Tags.StudyInstanceUID, sample.Study).Build();

    /// <summary>Puts an instance into the catalog and the store of a test.</summary>
    public static async Task<SampleInstance> AddAsync(this TestServices services)
    {
        var sample = new SampleInstance();
        await services.AddAsync(sample);
        return sample;
    }
}
