namespace Gantry.Dicom.Tests;

public class TimezoneAdjustmentTests
{
    private static readonly TimeZoneInfo TwoHoursEast = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(2), null, null);

    [Theory]
    [InlineData("20240101", "003000", 0, "20231231", "223000")]
    [InlineData("20240101", "0030", 0, "20231231", "2230")]
    [InlineData("20240101", "12", 14, "20240102", "00")]
    [InlineData("20240101", "235959.123", 3, "20240102", "005959.123")]
    [InlineData("20240101", "235960", 1, "20240101", "225960")]
    [InlineData("2024.01.01", "00:30:00", 1, "20231231", "233000")]
    [InlineData("20240101", "120000", 2, "20240101", "120000")]
    [InlineData("NODATE", "003000", 0, "NODATE", "003000")]
    [InlineData("20240101", "", 0, "20240101", "")]
    [InlineData("00010101", "003000", 0, "00010101", "003000")]
    [InlineData("99991231", "233000", 4, "99991231", "233000")]
    public void A_date_moves_with_its_time(string date, string time, int requested, string expectedDate, string expectedTime)
    {
        var entity = new DicomDataSetBuilder().Set(Bytes(Tags.StudyDate, Vr.DA, date)).Set(Bytes(Tags.StudyTime, Vr.TM, time)).Build();
        var adjusted = new TimezoneAdjustment(TimeSpan.FromHours(requested), TwoHoursEast).Apply(entity);
        Assert.Equal((expectedDate, expectedTime), (adjusted.GetString(Tags.StudyDate) ?? "", adjusted.GetString(Tags.StudyTime) ?? ""));
    }

    [Fact]
    public void Half_hours_are_told_in_minutes()
    {
        var entity = new DicomDataSetBuilder().Add(Tags.StudyDate, "20240101").Add(Tags.StudyTime, "12").Build();
        Assert.Equal("1530", new TimezoneAdjustment(new TimeSpan(5, 30, 0), TwoHoursEast).Apply(entity).GetString(Tags.StudyTime));
    }

    [Fact]
    public void Values_of_VR_DT_move_unless_they_have_an_offset_and_items_are_read_by_the_offset_around_them()
    {
        var item = new DicomDataSetBuilder().Add(Tags.AcquisitionDateTime, "202401010100").Build();
        var entity = new DicomDataSetBuilder()
            .Add(Tags.TimezoneOffsetFromUTC, "-0500")
            .Add(Tags.AcquisitionDateTime, "20240101010000")
            .Add(Tags.FrameAcquisitionDateTime, "20240101010000+0900")
            .Add(Tags.PatientBirthDate, "20000101")
            .Add(Tags.PatientBirthTime, "000000")
            .Add(Tags.ReferencedImageSequence, item)
            .Build();
        var adjusted = new TimezoneAdjustment(TimeSpan.Zero, TwoHoursEast).Apply(entity);
        Assert.Equal("20240101060000", adjusted.GetString(Tags.AcquisitionDateTime));
        Assert.Equal("20240101010000+0900", adjusted.GetString(Tags.FrameAcquisitionDateTime));
        Assert.Equal("20000101", adjusted.GetString(Tags.PatientBirthDate));
        Assert.Equal("202401010600", Assert.Single(adjusted.GetItems(Tags.ReferencedImageSequence)).GetString(Tags.AcquisitionDateTime));
    }

    [Fact]
    public void An_entity_that_does_not_change_is_itself()
    {
        var entity = new DicomDataSetBuilder().Add(Tags.StudyDate, "20240101").Add(Tags.ReferencedImageSequence, new DicomDataSetBuilder().Add(Tags.StudyID, "1").Build()).Build();
        Assert.Same(entity, new TimezoneAdjustment(TimeSpan.Zero, TwoHoursEast).Apply(entity));
    }

    private static DicomBytes Bytes(Tag tag, Vr vr, string text) => new(tag, vr, System.Text.Encoding.ASCII.GetBytes(text));
}
