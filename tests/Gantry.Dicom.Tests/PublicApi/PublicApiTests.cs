namespace Gantry.Dicom.Tests.PublicApi;

public class PublicApiTests
{
    [Fact]
    public void The_public_face_changes_on_purpose_only() => PublicApiFile.AssertIsThatOf(typeof(DicomDataSet).Assembly, typeof(Tags), typeof(Uids));
}
