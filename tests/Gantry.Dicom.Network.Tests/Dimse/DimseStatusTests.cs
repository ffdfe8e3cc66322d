namespace Gantry.Dicom.Network.Tests.Dimse;

public sealed class DimseStatusTests
{
    [Theory]
    [InlineData(0x0000, DimseStatusClass.Success)]
    [InlineData(0x0001, DimseStatusClass.Warning)]
    [InlineData(0x0105, DimseStatusClass.Failure)]
    [InlineData(0x0107, DimseStatusClass.Warning)]
    [InlineData(0x0116, DimseStatusClass.Warning)]
    [InlineData(0x0211, DimseStatusClass.Failure)]
    [InlineData(0xA700, DimseStatusClass.Failure)]
    [InlineData(0xB007, DimseStatusClass.Warning)]
    [InlineData(0xC123, DimseStatusClass.Failure)]
    [InlineData(0xFE00, DimseStatusClass.Cancel)]
    [InlineData(0xFF00, DimseStatusClass.Pending)]
    [InlineData(0xFF01, DimseStatusClass.Pending)]
    [InlineData(0x9999, DimseStatusClass.Unknown)]
    public void The_class_follows_from_the_range(int code, DimseStatusClass expected) => Assert.Equal(expected, new DimseStatus((ushort)code).Class);

    [Fact]
    public void It_prints_as_the_standard_prints_it() => Assert.Equal("A700H", DimseStatus.OutOfResources.ToString());
}
