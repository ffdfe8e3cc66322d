using System.Globalization;
using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

// How values of each kind match: names, identifiers, dates and times.
public abstract partial class CatalogSpecification
{
    /// <summary>The kinds of matching of PS3.4 §C.2.2.2 on an attribute with a column.</summary>
    [Theory]
    [InlineData("ANON^ONE", 1)]
    [InlineData("anon^one", 1)]
    [InlineData("ANON^ONE^^", 1)]
    [InlineData("ANON^ON", 0)]
    [InlineData("ANON*", 3)]
    [InlineData("anon^t*", 2)]
    [InlineData("*", 5)]
    [InlineData("", 5)]
    [InlineData("*ONE", 1)]
    [InlineData("*O*E*", 2)]
    [InlineData("ANON^T?O", 1)]
    [InlineData("?NON^ONE", 1)]
    [InlineData("?", 0)]
    [InlineData("山田^太郎", 1)]
    [InlineData("山*", 1)]
    [InlineData("=山田*", 1)]
    [InlineData("やまだ*", 1)]
    [InlineData("Yamada*", 1)]
    [InlineData("100%_\\^X", 0)]
    [InlineData("ANON_%*", 0)]
    [InlineData("*'; DROP TABLE patient; --", 0)]
    public async Task Person_names_match(string key, int count)
    {
        await AddAllAsync(
            new SampleInstance().With(Tags.PatientID, "1"),
            new SampleInstance().With(Tags.PatientID, "2").With(Tags.PatientName, "Anon^Two"),
            new SampleInstance().With(Tags.PatientID, "3").With(Tags.PatientName, "ANON^TREE^X^Y^Z"),
            new SampleInstance().With(Tags.PatientID, "4").With(Tags.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう"),
            new SampleInstance().With(Tags.PatientID, "5").With(Tags.PatientName, null));
        Assert.Equal(count, (await FindAsync(QueryLevel.Study, Keys.Add(Tags.PatientName, key))).Count);
    }

    /// <summary>Names that are spelled or ordered otherwise, or of another script, where that was negotiated (PS3.4 §C.2.2.2.1); literally they are not found.</summary>
    [Theory]
    [InlineData("MEYER^HANS", "1 2")]
    [InlineData("hans mayr", "2")]
    [InlineData("Maier*", "1 2")]
    [InlineData("Meier*", "1 2 3")]
    [InlineData("MEIER^H", "1 2")]
    [InlineData("MEIER^KARL", "")]
    [InlineData("Vandenberg^Jan", "4 5")]
    [InlineData("Berg^Jan", "4")]
    [InlineData("Tarou Yamada", "6")]
    [InlineData("ﾔﾏﾀﾞ", "6")]
    [InlineData("山田太郎", "6 7")]
    [InlineData("太郎^山田", "6")]
    [InlineData("=山*", "6 7")]
    [InlineData("*yer^*", "2")]
    [InlineData("X", "")]
    [InlineData("LONGNAME", "9")]
    [InlineData("*", "1 2 3 4 5 6 7 8 9")]
    public async Task Person_names_match_fuzzily_where_negotiated(string key, string expected)
    {
        string?[] names =
        [
            "Meier^Hans", "MAYER^HANS^^DR", "Meiersen^Karl", "van den Berg^Jan", "VANDENBERG^J", "Yamada^Tarou=山田^太郎=やまだ^たろう", "=山田太郎", null, $"Longname^{new string('Y', 150)}",
        ];
        await AddAllAsync(names.Select((name, i) => new SampleInstance().With(Tags.PatientID, $"{i + 1}").With(Tags.PatientName, name)));
        var keys = Keys.Add(Tags.SpecificCharacterSet, "ISO_IR 192").Add(Tags.PatientName, key).Add(Tags.PatientID).Build();
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = keys, Options = new MatchOptions { MatchesNamesFuzzily = true } };
        var found = await CollectAsync(Catalog.FindAsync(query, Cancellation));
        Assert.Equal(expected, string.Join(' ', found.Select(match => match.GetString(Tags.PatientID)).Order(StringComparer.Ordinal)));
    }

    /// <summary>A name that more patients have than one statement bears; all of them are found, each once, and those that are removed no more.</summary>
    [Fact]
    public async Task Many_patients_of_one_sound_are_found_once_each()
    {
        var some = Enumerable.Range(0, 700).Select(i => new SampleInstance().With(Tags.PatientID, $"{i}").With(Tags.PatientName, i % 7 == 0 ? "OTHER" : $"HANSEN^N{i}")).ToList();
        await AddAllAsync(some);
        await Catalog.RemoveAsync(new InstanceSelection { Studies = [some[1].Study] }, Cancellation);
        var query = new CatalogQuery
        {
            Root = QueryRoot.Patient,
            Level = QueryLevel.Patient,
            Keys = Keys.Add(Tags.PatientName, "Hanson").Build(),
            Options = new MatchOptions { MatchesNamesFuzzily = true },
        };
        var found = await CollectAsync(Catalog.FindAsync(query, Cancellation));
        Assert.Equal((599, 599), (found.Count, found.Select(match => match.GetString(Tags.PatientID)).Distinct().Count()));
    }

    /// <summary>What means something to SQL means nothing in a value.</summary>
    [Theory]
    [InlineData("100%", "100%", "1000")]
    [InlineData("A_B", "A_B", "AXB")]
    [InlineData("A_*", "A_B", "AXB")]
    [InlineData("*%*", "5%5", "555")]
    [InlineData("*_B", "A_B", "AXB")]
    [InlineData("*[A]*", "X[A]", "XA")]
    [InlineData("O'NEIL", "O'NEIL", "ONEIL")]
    [InlineData("*!*", "A!B", "AB")]
    [InlineData("\"; --", "\"; --", "X")]
    [InlineData("a*", "abc", "ABC")]
    [InlineData("?*?", "AB", "A")]
    [InlineData("Ä*", "ÄB", "AB")]
    [InlineData("A?C", "A\U0001F600C", "ABBC")]
    public async Task Patient_IDs_match_literally(string key, string matching, string other)
    {
        await AddAllAsync(new SampleInstance().With(Tags.PatientID, matching), new SampleInstance().With(Tags.PatientID, other), new SampleInstance().With(Tags.PatientID, null));
        var match = Assert.Single(await FindAsync(QueryLevel.Patient, Keys.Add(Tags.PatientID, key), QueryRoot.Patient));
        Assert.Equal(matching, match.GetString(Tags.PatientID));
    }

    /// <summary>Ranges of dates, open and closed; old and odd forms of dates included.</summary>
    [Theory]
    [InlineData("20240229", "2 3")]
    [InlineData("20240229-20240301", "2 3 4")]
    [InlineData("20240301-", "4 5")]
    [InlineData("-20240229", "1 2 3")]
    [InlineData("20230101-20250101", "1 2 3 4 5")]
    [InlineData("20240302-20240301", "")]
    [InlineData("2024", "2 3 4 5")]
    [InlineData("", "1 2 3 4 5 6 7")]
    [InlineData("NODATE", "7")]
    public async Task Dates_match(string key, string expected)
    {
        string?[] dates = ["20231231", "20240229", "2024.02.29", "20240301", "20241231", null, "NODATE"];
        await AddAllAsync(dates.Select((date, i) => new SampleInstance().With(new DicomBytes(Tags.StudyDate, Vr.DA, System.Text.Encoding.ASCII.GetBytes(date ?? ""))).With(Tags.StudyID, (i + 1).ToString(CultureInfo.InvariantCulture))));
        var found = await FindAsync(QueryLevel.Study, Keys.Add(new DicomBytes(Tags.StudyDate, Vr.DA, System.Text.Encoding.ASCII.GetBytes(key))).Add(Tags.StudyID));
        Assert.Equal(expected, string.Join(' ', found.Select(match => match.GetString(Tags.StudyID)).Order(StringComparer.Ordinal)));
    }

    /// <summary>Date and time ranges as one, where that was negotiated (PS3.4 §C.2.2.2.5.1).</summary>
    [Fact]
    public async Task Date_and_time_match_as_one_where_negotiated()
    {
        await AddAllAsync(
            new SampleInstance().With(Tags.StudyDate, "20240101").With(Tags.StudyTime, "090000").With(Tags.StudyID, "1"),
            new SampleInstance().With(Tags.StudyDate, "20240102").With(Tags.StudyTime, "050000").With(Tags.StudyID, "2"),
            new SampleInstance().With(Tags.StudyDate, "20240103").With(Tags.StudyTime, "190000").With(Tags.StudyID, "3"));
        var keys = Keys.Add(Tags.StudyDate, "20240101-20240103").Add(Tags.StudyTime, "1000-1800").Build();
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = keys };
        Assert.Empty(await CollectAsync(Catalog.FindAsync(query, Cancellation)));
        Assert.Single(await CollectAsync(Catalog.FindAsync(query with { Options = new MatchOptions { CombinesDateAndTime = true } }, Cancellation)));
    }

    /// <summary>Dates and times as the peer's clock tells them, where that was negotiated (PS3.4 §C.4.1.1.3.1); what is stored without an offset is UTC here.</summary>
    [Theory]
    [InlineData("20240102", null, 2, "1=20240102013000 2=20240102030000 3=20240102")]
    [InlineData("20240101", null, 2, "")]
    [InlineData("20240101", null, -9, "1=20240101143000 2=20240101160000")]
    [InlineData("20240102", "01-02", 2, "1=20240102013000")]
    [InlineData(null, "0300", 2, "2=20240102030000")]
    [InlineData("20231230-20240105", null, 14, "1=20240102133000 2=20240102150000 3=20240102")]
    public async Task Dates_and_times_are_told_by_the_requested_offset(string? date, string? time, int hours, string expected)
    {
        await AddAllAsync(
            new SampleInstance().With(Tags.StudyDate, "20240101").With(Tags.StudyTime, "233000").With(Tags.StudyID, "1"),
            new SampleInstance().With(Tags.StudyDate, "20240102").With(Tags.StudyTime, "010000").With(Tags.StudyID, "2").With(Tags.PatientBirthDate, "20240102"),
            new SampleInstance().With(Tags.StudyDate, "20240102").With(Tags.StudyTime, null).With(Tags.StudyID, "3"));
        var query = new CatalogQuery
        {
            Root = QueryRoot.Study,
            Level = QueryLevel.Study,
            Keys = Keys.Add(Tags.StudyDate, date).Add(Tags.StudyTime, time).Add(Tags.StudyID).Build(),
            Options = new MatchOptions { Timezone = new TimezoneAdjustment(TimeSpan.FromHours(hours), TimeZoneInfo.Utc), LocalOffset = TimeSpan.FromHours(hours) },
        };
        var found = await CollectAsync(Catalog.FindAsync(query, Cancellation));
        Assert.Equal(expected, string.Join(' ', found.Select(match => $"{match.GetString(Tags.StudyID)}={match.GetString(Tags.StudyDate)}{match.GetString(Tags.StudyTime)}").Order(StringComparer.Ordinal)));
    }
}
