namespace Gantry.Dicom.Tests;

public class MatchKeyTests
{
    [Theory]
    [InlineData("LO", "")]
    [InlineData("LO", "*")]
    [InlineData("PN", "**")]
    [InlineData("UI", "*")]
    [InlineData("DA", "")]
    [InlineData("CS", "CT\\*")]
    public void A_key_without_a_restriction_is_universal(string vr, string text) =>
        Assert.IsType<MatchKey.Universal>(MatchKey.Parse(Vr.Parse(vr), text));

    [Theory]
    [InlineData("LO", "CT*", "CTA", true)]
    [InlineData("LO", "CT*", "ct", false)]
    [InlineData("LO", "CT*", "XCT", false)]
    [InlineData("LO", "?T", "CT", true)]
    [InlineData("LO", "?T", "T", false)]
    [InlineData("LO", "*a*b*c", "xxaybbzc", true)]
    [InlineData("LO", "*a*b*c", "xxaybbz", false)]
    [InlineData("SH", "100%", "100%", true)]
    [InlineData("CS", "CT", "CT", true)]
    [InlineData("CS", "CT\\MR", "MR", true)]
    [InlineData("CS", "CT\\MR", "US", false)]
    [InlineData("IS", "7", "007", true)]
    [InlineData("DS", "0.50", "5e-1", true)]
    [InlineData("IS", "7*", "7", false)]
    [InlineData("US", "512", "512", true)]
    [InlineData("LT", "a\\b", "a\\b", true)]
    public void Text_matches_as_its_vr_says(string vr, string key, string value, bool expected) =>
        Assert.Equal(expected, MatchKey.Parse(Vr.Parse(vr), key).Matches(value));

    [Theory]
    [InlineData("smith^john", "Smith^John", true)]
    [InlineData("SMITH", "Smith^John", false)]
    [InlineData("SMITH*", "Smith^John", true)]
    [InlineData("SMITH^*", "Smith", true)]
    [InlineData("SMITH^JOHN^^^", "Smith^John", true)]
    [InlineData("SMITH^JOHN", "Smith^John^^", true)]
    [InlineData("山田*", "Yamada^Tarou=山田^太郎=やまだ^たろう", true)]
    [InlineData("yamada*", "Yamada^Tarou=山田^太郎=やまだ^たろう", true)]
    [InlineData("=山田*", "Yamada^Tarou=山田^太郎=やまだ^たろう", true)]
    [InlineData("Tanaka*=山田*", "Yamada^Tarou=山田^太郎=やまだ^たろう", false)]
    [InlineData("ÅNGSTRÖM*", "ångström^anders", true)]
    [InlineData("?*", "=山田", true)]
    [InlineData("muller^francois", "Müller^François", true)]
    [InlineData("MÜLLER*", "Muller^Franz", true)]
    [InlineData("Mu\u0308ller", "Müller", true)]
    [InlineData("Soren^?ngstrom", "Søren^Ångström", true)]
    [InlineData("lodz", "Łódź", true)]
    [InlineData("ΑΝΔΡΕΑΣ", "Ανδρέας", true)]
    [InlineData("Семен", "Семён", true)]
    [InlineData("Nguyen", "Nguyễn", true)]
    [InlineData("Strasse", "Straße", false)]
    public void Person_names_match_without_regard_to_case_accent_and_group(string key, string value, bool expected) =>
        Assert.Equal(expected, MatchKey.Parse(Vr.PN, key).Matches(value));

    [Theory]
    [InlineData("DA", "20200131", "20200131", true)]
    [InlineData("DA", "20200131", "2020.01.31", true)]
    [InlineData("DA", "20200101-20200131", "20200131", true)]
    [InlineData("DA", "20200101-20200131", "20200201", false)]
    [InlineData("DA", "-20200131", "19990101", true)]
    [InlineData("DA", "20200131-", "20200130", false)]
    [InlineData("DA", "202002-202002", "20200229", true)]
    [InlineData("DA", "2019-2020", "20201231", true)]
    [InlineData("DA", "20200231-", "20300101", false)]
    [InlineData("TM", "1030", "103059.999999", true)]
    [InlineData("TM", "1000-1100", "110059", true)]
    [InlineData("TM", "1000-1100", "1101", false)]
    [InlineData("TM", "-115959", "000000", true)]
    [InlineData("TM", "103000.5-", "103000.6", true)]
    [InlineData("TM", "10:30:00-", "1029", false)]
    [InlineData("DT", "20200101-20200102", "20200102235959", true)]
    [InlineData("DT", "20200101120000+0100", "20200101110000", true)]
    [InlineData("DT", "20200101120000-0500", "20200101170000+0000", true)]
    [InlineData("DT", "20200101120000-0500-20200101130000-0500", "20200101173000", true)]
    [InlineData("DT", "20200101120000-0500-20200101130000-0500", "20200101123000", false)]
    [InlineData("DT", "2019-2020", "20201231", true)]
    [InlineData("DT", "-2020", "2019", true)]
    public void Ranges_include_their_bounds(string vr, string key, string value, bool expected) =>
        Assert.Equal(expected, MatchKey.Parse(Vr.Parse(vr), key).Matches(value));

    [Fact]
    public void Uids_match_as_a_list()
    {
        var key = Assert.IsType<MatchKey.UidList>(MatchKey.Parse(Vr.UI, "2.25.1\\2.25.2\\nonsense\\2.25.1"));

        Assert.Equal([new Uid("2.25.1"), new Uid("2.25.2")], key.Uids);
        Assert.True(key.Matches("2.25.2"));
        Assert.False(key.Matches("2.25.3"));
        Assert.Empty(Assert.IsType<MatchKey.UidList>(MatchKey.Parse(Vr.UI, "nonsense")).Uids);
    }

    [Fact]
    public void Two_quotes_ask_for_no_value_where_that_was_negotiated()
    {
        Assert.IsType<MatchKey.Single>(MatchKey.Parse(Vr.LO, "\"\""));
        Assert.True(MatchKey.Parse(Vr.LO, "\"\"", new MatchOptions { AllowsEmptyValue = true }).MatchesAbsent);
    }

    [Theory]
    [InlineData("A*B?", "A%B_")]
    [InlineData("50%_[x]*", "50\\%\\_\\[x]%")]
    [InlineData("a\\b*", "a\\\\b%")]
    public void Wildcards_become_sql(string key, string like) =>
        Assert.Equal(like, Assert.IsType<MatchKey.Wildcard>(MatchKey.Parse(Vr.UT, key)).ToSqlLike());

    [Fact]
    public void A_pattern_made_of_stars_takes_no_exponential_time()
    {
        var key = MatchKey.Parse(Vr.UT, string.Concat(Enumerable.Repeat("*a", 500)) + "b");

        Assert.False(key.Matches(new string('a', 5_000)));
    }
}
