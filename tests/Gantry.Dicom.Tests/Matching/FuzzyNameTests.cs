namespace Gantry.Dicom.Tests;

public class FuzzyNameTests
{
    private static readonly MatchOptions Fuzzy = new() { MatchesNamesFuzzily = true };

    [Theory]
    [InlineData("MEYER", "Meier^Hans", true)]
    [InlineData("Mayer", "Maier^Hans", true)]
    [InlineData("MUELLER", "Müller^Eva", true)]
    [InlineData("Jonson", "Johnsen^Ann", true)]
    [InlineData("Katarina", "Smith^Catherine", true)]
    [InlineData("Filip", "Smith^Philip", true)]
    [InlineData("Mohamed^Ali", "Ali^Muhammad", true)]
    [InlineData("Strasse", "Straße", true)]
    [InlineData("Schulz", "SCHULTZ^E", true)]
    [InlineData("Pedersen", "PETERSEN^LARS", true)]
    [InlineData("LEE", "LI^WEI", false)]
    [InlineData("ANNA", "EMMA", false)]
    [InlineData("SMITH", "JONES^ANN", false)]
    public void Words_that_sound_alike_match(string key, string name, bool expected) => Assert.Equal(expected, MatchKey.Parse(Vr.PN, key, Fuzzy).Matches(name));

    [Theory]
    [InlineData("John Smith", "Smith^John", true)]
    [InlineData("SMITH^JOHN^^MR", "Smith^John^^^Jr", true)]
    [InlineData("Smith^J", "Smith^John", true)]
    [InlineData("Smith^John", "Smith^J", true)]
    [InlineData("J", "Smith^John", false)]
    [InlineData("Smith^John", "Smith", false)]
    [InlineData("Smith^John", "Smith^Paul", false)]
    [InlineData("O'Neil", "ONEIL^X", true)]
    [InlineData("Smith-Jones", "SMITH JONES^X", true)]
    [InlineData("McDonald", "MC DONALD^R", true)]
    [InlineData("Berg", "van den Berg^Jan", true)]
    [InlineData("Smi*", "Jones^Smiljana", true)]
    [InlineData("*mit*", "Smith^John", true)]
    [InlineData("Sm?th John", "Smith^John", true)]
    public void Words_match_in_any_order_and_by_their_initials(string key, string name, bool expected) => Assert.Equal(expected, MatchKey.Parse(Vr.PN, key, Fuzzy).Matches(name));

    [Theory]
    [InlineData("ﾔﾏﾀﾞ^ﾀﾛｳ", true)]
    [InlineData("ヤマダ^タロウ", true)]
    [InlineData("やまだ", true)]
    [InlineData("山田太郎", true)]
    [InlineData("Jones=山田", true)]
    [InlineData("taro yamada", true)]
    [InlineData("山本", false)]
    public void Every_script_of_a_name_is_looked_at(string key, bool expected) =>
        Assert.Equal(expected, MatchKey.Parse(Vr.PN, key, Fuzzy).Matches("Yamada^Tarou=山田^太郎=やまだ^たろう"));

    // What a database finds by an index must hold all that matches.
    [Theory]
    [InlineData("MEYER^HANS", "hans^Maier")]
    [InlineData("SMITH^JOHN", "Smith^J")]
    [InlineData("VANDENBERG*", "van den Bergen^Jan")]
    [InlineData("山田*", "=山田太郎")]
    [InlineData("Tar* yamada", "Yamada^Taro")]
    public void What_matches_has_a_part_that_an_anchor_finds(string key, string name)
    {
        var fuzzy = Assert.IsType<MatchKey.FuzzyName>(MatchKey.Parse(Vr.PN, key, Fuzzy));
        Assert.True(fuzzy.Matches(name));
        Assert.Contains(PersonNamePart.Of(name), part => fuzzy.Anchors.Any(anchor => part.Sound == anchor.Sound || (anchor.IsBeginning && part.Text.StartsWith(anchor.Text, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("?mith")]
    [InlineData("*MITH")]
    [InlineData("S*")]
    public void A_key_without_a_word_to_find_names_by_is_literal(string key)
    {
        var fuzzy = Assert.IsType<MatchKey.FuzzyName>(MatchKey.Parse(Vr.PN, key, Fuzzy));
        Assert.Empty(fuzzy.Anchors);
        Assert.True(fuzzy.Matches("SMITH"));
        Assert.False(fuzzy.Matches("JONES^SMITHY"));
    }

    [Fact]
    public void Text_other_than_names_is_never_fuzzy()
    {
        Assert.IsType<MatchKey.Single>(MatchKey.Parse(Vr.LO, "MEYER", Fuzzy));
        Assert.IsType<MatchKey.Single>(MatchKey.Parse(Vr.PN, "MEYER"));
    }

    [Fact]
    public void Names_of_any_length_have_few_parts()
    {
        var name = string.Join('=', Enumerable.Repeat(string.Join(' ', Enumerable.Range(0, 5_000).Select(i => $"N{i}{new string('Q', 100)}")), 3));
        Assert.InRange(PersonNamePart.Of(name).Length, 1, 3 * PersonNamePart.MaximumCount);
        Assert.All(PersonNamePart.Of(name), part => Assert.InRange(part.Text.Length, 1, PersonNamePart.MaximumLength));
    }
}
