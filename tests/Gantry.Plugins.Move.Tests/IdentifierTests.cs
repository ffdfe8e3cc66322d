using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Plugins.Move.Tests;

public class IdentifierTests
{
    [Theory]
    [InlineData(InformationModel.StudyRootMove, "STUDY", null, "2.25.10", null, null, 5)]
    [InlineData(InformationModel.StudyRootMove, "STUDY", null, "2.25.10\\2.25.20", null, null, 7)]
    [InlineData(InformationModel.StudyRootMove, "STUDY", "OTHER", "2.25.10", null, null, 5)]
    [InlineData(InformationModel.StudyRootMove, "SERIES", null, "2.25.10", "2.25.10.1", null, 3)]
    [InlineData(InformationModel.StudyRootMove, "SERIES", null, null, "2.25.10.1\\2.25.10.2", null, 5)]
    [InlineData(InformationModel.StudyRootMove, "SERIES", null, "2.25.20", "2.25.10.1", null, 0)]
    [InlineData(InformationModel.StudyRootMove, "IMAGE", null, "2.25.10", "2.25.10.1", "2.25.10.1.1\\2.25.10.1.3\\2.25.999", 2)]
    [InlineData(InformationModel.StudyRootMove, "IMAGE", null, null, null, "2.25.20.1.2", 1)]
    [InlineData(InformationModel.PatientRootMove, "PATIENT", "P1", null, null, null, 5)]
    [InlineData(InformationModel.PatientRootMove, "STUDY", "P2", "2.25.20", null, null, 2)]
    [InlineData(InformationModel.PatientRootMove, "STUDY", "P1", "2.25.20", null, null, 0)]
    [InlineData(InformationModel.PatientRootMove, "IMAGE", "P1", "2.25.10", "2.25.10.2", "2.25.10.2.1", 1)]
    [InlineData(InformationModel.PatientStudyOnlyMove, "PATIENT", "P2", null, null, null, 2)]
    public async Task Unique_keys_choose_instances(string model, string level, string? patient, string? study, string? series, string? instance, int expected)
    {
        using var fixture = await MakeAsync();

        var (final, _) = await fixture.MoveAsync(Identifier(level, patient, study, series, instance), model);

        Assert.Equal(DimseStatus.Success, final.Status);
        Assert.Equal(expected, final.SubOperations?.Completed);
        Assert.Equal(expected, fixture.Sink.Received.Count);
    }

    [Theory]
    [InlineData(InformationModel.StudyRootMove, "PATIENT", "P1", null, null, null, 0x00080052)]
    [InlineData(InformationModel.StudyRootMove, "", null, "2.25.10", null, null, 0x00080052)]
    [InlineData(InformationModel.StudyRootMove, "STUDY\\SERIES", null, "2.25.10", null, null, 0x00080052)]
    [InlineData(InformationModel.PatientStudyOnlyMove, "SERIES", "P1", "2.25.10", "2.25.10.1", null, 0x00080052)]
    [InlineData(InformationModel.StudyRootMove, "STUDY", null, null, null, null, 0x0020000D)]
    [InlineData(InformationModel.StudyRootMove, "STUDY", "P1", null, null, null, 0x0020000D)]
    [InlineData(InformationModel.StudyRootMove, "SERIES", null, "2.25.10", null, null, 0x0020000E)]
    [InlineData(InformationModel.StudyRootMove, "IMAGE", null, "2.25.10", "2.25.10.1", null, 0x00080018)]
    [InlineData(InformationModel.StudyRootMove, "STUDY", null, "2.25.10", "2.25.10.1", null, 0x0020000E)]
    [InlineData(InformationModel.StudyRootMove, "STUDY", null, "2.25.*", null, null, 0x0020000D)]
    [InlineData(InformationModel.StudyRootMove, "STUDY", null, "2.25.10\\x", null, null, 0x0020000D)]
    [InlineData(InformationModel.PatientRootMove, "PATIENT", null, null, null, null, 0x00100020)]
    [InlineData(InformationModel.PatientRootMove, "PATIENT", "P*", null, null, null, 0x00100020)]
    [InlineData(InformationModel.PatientRootMove, "PATIENT", "P1\\P2", null, null, null, 0x00100020)]
    [InlineData(InformationModel.PatientRootMove, "STUDY", "P?", "2.25.10", null, null, 0x00100020)]
    public async Task An_identifier_without_its_unique_key_is_refused(
        string model, string level, string? patient, string? study, string? series, string? instance, int offending)
    {
        using var fixture = await MakeAsync();

        var (final, pending) = await fixture.MoveAsync(Identifier(level, patient, study, series, instance), model);

        Assert.Equal(DimseStatus.DoesNotMatchSopClass, final.Status);
        Assert.Equal([new Tag((uint)offending)], final.OffendingElements);
        Assert.InRange(final.ErrorComment!.Length, 1, 64);
        Assert.Empty(pending);
        Assert.Empty(fixture.Sink.Received);
    }

    private static async Task<RetrieveFixture> MakeAsync()
    {
        var fixture = new RetrieveFixture();
        await fixture.AddAsync(3, "2.25.10.1");
        await fixture.AddAsync(2, "2.25.10.2");
        await fixture.AddAsync(2, "2.25.20.1", "P2");
        return fixture;
    }

    private static DicomDataSetBuilder Identifier(string level, string? patient, string? study, string? series, string? instance)
    {
        var identifier = new DicomDataSetBuilder().Add(Tags.QueryRetrieveLevel, level);
        foreach (var (tag, value) in new[] { (Tags.PatientID, patient), (Tags.StudyInstanceUID, study), (Tags.SeriesInstanceUID, series), (Tags.SOPInstanceUID, instance) })
        {
            // Text that is no UID has to be put in as bytes.
            identifier.Add(new DicomBytes(tag, DicomDictionary.GetVr(tag), System.Text.Encoding.ASCII.GetBytes(value ?? "")));
        }

        return identifier;
    }
}
