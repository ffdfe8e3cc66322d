using System.Buffers;

namespace Gantry.Dicom.Tests;

public class IrregularityTests
{
    [Fact]
    public void Odd_lengths_are_read_as_they_are_and_told()
    {
        var bytes = new DataSetBytes()
            .Short(0x0008_0060, "CS", "CT"u8)
            .Long(0x0008_1140, "SQ", 0xFFFF_FFFF).Item().Short(0x0008_1155, "UI", "2.25.11"u8).EndItem().EndSequence()
            .Short(0x0010_0020, "LO", "123"u8)
            .Long(0x7FE0_0010, "OB", 0xFFFF_FFFF).Item(0).Implicit(0xFFFE_E000, 3, 1, 2, 3).EndSequence()
            .ToArray();

        var reading = DicomFile.Read(bytes).Reading;

        Assert.Equal(
            [
                new(EncodingIrregularityKind.OddLength, Tags.ReferencedSOPInstanceUID, 1, 30),
                new(EncodingIrregularityKind.OddLength, Tags.PatientID, 0, 61),
                new EncodingIrregularity(EncodingIrregularityKind.OddLength, Tags.PixelData, 0, 72),
            ],
            reading.Irregularities);
        Assert.Equal("123", reading.DataSet.GetString(Tags.PatientID));
        Assert.Empty(DicomFile.Read(DataSetWriter.ToArray(reading.DataSet, TransferSyntax.ExplicitVRLittleEndian)).Reading.Irregularities);
    }

    [Fact]
    public void Order_repetition_unknown_vrs_and_stray_delimiters_are_told()
    {
        var bytes = new DataSetBytes()
            .Short(0x0010_0020, "LO", "B "u8)
            .Short(0x0010_0010, "PN", "ANON^ONE"u8)
            .Short(0x0010_0020, "LO", "C "u8)
            .Long(0x0010_1000, "ZZ", 2, "D "u8)
            .EndSequence()
            .ToArray();

        var reading = DicomFile.Read(bytes).Reading;

        Assert.Equal(
            [EncodingIrregularityKind.OutOfOrder, EncodingIrregularityKind.Repeated, EncodingIrregularityKind.UnknownVr, EncodingIrregularityKind.StrayDelimiter],
            reading.Irregularities.Select(one => one.Kind));
    }

    [Fact]
    public void Another_encoding_than_the_declared_one_is_told()
    {
        var bytes = new DataSetBytes().Implicit(0x0008_0060, 2, "CT"u8).ToArray();
        var scanner = new DataSetScanner(TransferSyntax.ExplicitVRLittleEndian);
        scanner.Scan(new ReadOnlySequence<byte>(bytes), isCompleted: true, out _);

        Assert.Equal(EncodingIrregularityKind.OtherEncoding, Assert.Single(scanner.Irregularities).Kind);
    }

    [Fact]
    public void No_more_than_the_limit_is_told()
    {
        var bytes = new DataSetBytes();
        for (var i = 0; i < 5_000; i++)
        {
            bytes.Short(0x0010_0020, "LO", "1"u8);
        }

        Assert.Equal(DataSetScanner.MaximumIrregularities, DicomFile.Read(bytes.ToArray()).Reading.Irregularities.Count);
    }

    [Fact]
    public void A_data_set_without_faults_has_none() =>
        Assert.Empty(DicomFile.Read(new DataSetBytes().Short(0x0008_0060, "CS", "CT"u8).Short(0x0010_0020, "LO", "42"u8).ToArray()).Reading.Irregularities);
}
