namespace Gantry.Dicom.Tests;

public class DateAndTimeTests
{
    [Theory]
    [InlineData("20200229", "2020-02-29", "2020-02-29")]
    [InlineData("2020.02.29", "2020-02-29", "2020-02-29")]
    [InlineData("202002", "2020-02-01", "2020-02-29")]
    [InlineData("2020 ", "2020-01-01", "2020-12-31")]
    public void A_date_is_as_precise_as_it_was_given(string text, string earliest, string latest)
    {
        Assert.True(DicomDate.TryParse(text, out var date));
        Assert.Equal((DateOnly.Parse(earliest), DateOnly.Parse(latest)), (date.Earliest, date.Latest));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20200230")]
    [InlineData("20201301")]
    [InlineData("00000101")]
    [InlineData("2020-01-1")]
    [InlineData("+2020101")]
    [InlineData("202001011")]
    public void What_is_no_date_is_refused(string text) => Assert.False(DicomDate.TryParse(text, out _));

    [Theory]
    [InlineData("10", "10:00:00", "10:59:59.999999")]
    [InlineData("1030", "10:30:00", "10:30:59.999999")]
    [InlineData("103015", "10:30:15", "10:30:15.999999")]
    [InlineData("103015.5", "10:30:15.5", "10:30:15.599999")]
    [InlineData("103015.123456", "10:30:15.123456", "10:30:15.123456")]
    [InlineData("10:30:15", "10:30:15", "10:30:15.999999")]
    [InlineData("235960", "23:59:59.999999", "23:59:59.999999")]
    public void A_time_is_as_precise_as_it_was_given(string text, string earliest, string latest)
    {
        Assert.True(DicomTime.TryParse(text, out var time));
        Assert.Equal((TimeOnly.Parse(earliest), TimeOnly.Parse(latest)), (time.Earliest, time.Latest));
    }

    [Theory]
    [InlineData("")]
    [InlineData("24")]
    [InlineData("1060")]
    [InlineData("103")]
    [InlineData("103061")]
    [InlineData("1030.5")]
    [InlineData("103015.")]
    [InlineData("103015.1234567")]
    public void What_is_no_time_is_refused(string text) => Assert.False(DicomTime.TryParse(text, out _));

    [Theory]
    [InlineData("20200101120000-0500", "2020-01-01T17:00:00")]
    [InlineData("20200101+1400", "2019-12-31T10:00:00")]
    [InlineData("20200101", "2020-01-01T00:00:00")]
    [InlineData("00010101+1400", "0001-01-01T00:00:00")]
    public void An_instant_has_an_offset_or_is_local(string text, string earliestUtc)
    {
        Assert.True(DicomDateTime.TryParse(text, out var instant));
        Assert.Equal(DateTime.Parse(earliestUtc), instant.EarliestUtc(TimeSpan.Zero));
        Assert.Equal(text, instant.ToString());
    }

    [Theory]
    [InlineData("20200101-1230")]
    [InlineData("20200101+1401")]
    [InlineData("20200101+01")]
    [InlineData("-0500")]
    [InlineData("2020010112:00")]
    public void What_is_no_instant_is_refused(string text) => Assert.False(DicomDateTime.TryParse(text, out _));

    [Theory]
    [InlineData("20200229")]
    [InlineData("2020")]
    public void Dates_print_as_they_were_given(string text)
    {
        Assert.True(DicomDate.TryParse(text, out var date));
        Assert.Equal(text, date.ToString());
    }

    [Theory]
    [InlineData("1030")]
    [InlineData("103015.050")]
    public void Times_print_as_they_were_given(string text)
    {
        Assert.True(DicomTime.TryParse(text, out var time));
        Assert.Equal(text, time.ToString());
    }
}
