using System.Globalization;

namespace Gantry.Dicom.Tests;

public class DecimalTests
{
    [Theory]
    [InlineData("0.1", "0.1")]
    [InlineData("12345678901234.56", "12345678901234.56")]
    [InlineData("-1.50E2", "-150")]
    [InlineData("+.5", "0.5")]
    [InlineData("0", "0")]
    [InlineData("000.000", "0")]
    [InlineData("1E-28", "0.0000000000000000000000000001")]
    [InlineData("1E-29", null)]
    [InlineData("12E-29", null)]
    [InlineData("10E-29", "0.0000000000000000000000000001")]
    [InlineData("1E30", null)]
    [InlineData("0E99999999999", null)]
    [InlineData("1E-99999999999", null)]
    [InlineData("1,5", null)]
    [InlineData("", null)]
    public void A_decimal_string_loses_no_digit(string text, string? expected)
    {
        var dataSet = new DicomDataSetBuilder().Set(Tags.SliceThickness, text).Build();

        Assert.Equal(expected is null ? null : decimal.Parse(expected, CultureInfo.InvariantCulture), dataSet.GetDecimal(Tags.SliceThickness));
    }

    [Fact]
    public void Integers_of_64_bits_are_exact()
    {
        var bytes = new DataSetBytes().Long(0x7FE0_0003, "UV", 8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF).ToArray();

        Assert.Equal(ulong.MaxValue, DataSetReader.Read(bytes, TransferSyntax.ExplicitVRLittleEndian).GetDecimal(new Tag(0x7FE0_0003)));
    }

    [Fact]
    public void One_value_that_is_none_spoils_all()
    {
        var dataSet = new DicomDataSetBuilder().Set(Tags.PixelSpacing, "0.10\\0.20").Set(Tags.ImagePositionPatient, "1\\x\\2").Build();

        Assert.Equal([0.10m, 0.20m], dataSet.GetDecimals(Tags.PixelSpacing));
        Assert.Empty(dataSet.GetDecimals(Tags.ImagePositionPatient));
        Assert.Empty(dataSet.GetDecimals(Tags.PatientID));
    }
}
