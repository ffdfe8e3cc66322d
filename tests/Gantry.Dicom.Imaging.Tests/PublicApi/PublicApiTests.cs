using Gantry.Dicom.Tests.PublicApi;

namespace Gantry.Dicom.Imaging.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_face_changes_on_purpose_only() => PublicApiFile.AssertIsThatOf(typeof(PixelData).Assembly);
}
