using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Host.Tests.Settings;

public sealed class SettingsDeclarationTests
{
    [Fact]
    public void Values_of_every_kind_are_read()
    {
        var read = (Every)SettingsDeclaration.Of(typeof(Every)).Read(Values(
            ("text", " a b "), ("TRUTH", "True"), ("Small", "-5"), ("Large", "9000000000"), ("Fraction", "1e3"), ("Time", "1.02:03:04"), ("Day", "friday"), ("Many:1", "B"), ("Many:0", "A"), ("Other", "x")));

        Assert.Equal(
            (" a b ", true, -5, 9_000_000_000L, 1000.0, new TimeSpan(1, 2, 3, 4), DayOfWeek.Friday), (read.Text, read.Truth, read.Small, read.Large, read.Fraction, read.Time, read.Day));
        Assert.Equal(["A", "B"], read.Many);
    }

    [Fact]
    public void What_is_not_set_or_is_blank_has_its_default()
    {
        var read = (Every)SettingsDeclaration.Of(typeof(Every)).Read(Values(("Small", " "), ("Time", ""), ("Large", null)));

        Assert.Equal(("text", 1, 2L, TimeSpan.FromSeconds(3)), (read.Text, read.Small, read.Large, read.Time));
        Assert.Equal(["M"], read.Many);
    }

    [Theory]
    [InlineData("Truth", "yes", "Truth is 'yes'; true or false is needed.")]
    [InlineData("Small", "2147483648", "Small is '2147483648'; a whole number from -2147483648 to 2147483647 is needed.")]
    [InlineData("Small", "1.0", "Small is '1.0'; a whole number from -2147483648 to 2147483647 is needed.")]
    [InlineData("Large", "-1", "Large is '-1'; a whole number from 0 to 9000000000 is needed.")]
    [InlineData("Fraction", "NaN", "Fraction is 'NaN'; a number is needed.")]
    [InlineData("Time", "30", "Time is '30'; a time as 00:00:30 is needed.")]
    [InlineData("Day", "3", "Day is '3'; one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday is needed.")]
    [InlineData("Letter", "c", "Letter is 'c'; one of a, b is needed.")]
    [InlineData("Code", "a\n", "Code is 'a\n'; it does not match [a-z]*.")]
    public void What_is_wrong_is_said_in_a_sentence(string name, string text, string fault) =>
        Assert.Equal([fault], SettingsDeclaration.Check(SettingsDeclaration.Of(typeof(Every)).Settings, Values((name, text))));

    [Fact]
    public void What_is_required_must_be_set()
    {
        var declaration = SettingsDeclaration.Of(typeof(Demanding));

        Assert.Equal("Name must be set: it has no default.", Assert.Throws<PluginSettingsException>(() => declaration.Read(Values())).Message);
        Assert.Equal("a", ((Demanding)declaration.Read(Values(("Name", "a")))).Name);
    }

    [Fact]
    public void A_pattern_that_takes_for_ever_does_not_match()
    {
        var settings = SettingsDeclaration.Of(typeof(Slow)).Settings;

        Assert.Single(SettingsDeclaration.Check(settings, Values(("Text", new string('a', 40) + "!"))));
    }

    [Theory]
    [InlineData(typeof(OfWrongType), "The setting Value is a Uri; string, bool, int, long, double, TimeSpan, enumerations and ImmutableArray<string> can be settings.")]
    [InlineData(typeof(WithoutSetter), "The setting Value cannot be set: a property with get and init is needed.")]
    [InlineData(typeof(OutOfItsRange), "By default, Value is '9'; a whole number from 1 to 8 is needed.")]
    [InlineData(typeof(WithRangeOfText), "The range of the setting Value is none of its kind, Text.")]
    [InlineData(typeof(WithoutBounds), "The range of the setting Value leaves its bounds out, which is not supported.")]
    [InlineData(typeof(WithBadPattern), "The pattern of the setting Value is no regular expression.")]
    [InlineData(typeof(WithTwice), "There are two settings Value; case does not tell them apart.")]
    [InlineData(typeof(WithParameter), "WithParameter cannot hold settings: a class with a constructor without parameters is needed.")]
    public void A_declaration_that_cannot_be_used_is_refused(Type type, string reason) =>
        Assert.Equal(reason, Assert.Throws<PluginSettingsException>(() => SettingsDeclaration.Of(type)).Message);

    private static Dictionary<string, string?> Values(params (string Key, string? Value)[] values) =>
        values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    private sealed record Every
    {
        [Setting("Text.")]
        public string Text { get; init; } = "text";

        [Setting("Truth.")]
        public bool Truth { get; init; }

        [Setting("A small number.")]
        public int Small { get; init; } = 1;

        [Setting("A large number."), Range(typeof(long), "0", "9000000000")]
        public long Large { get; init; } = 2;

        [Setting("A fraction.")]
        public double Fraction { get; init; } = 0.5;

        [Setting("A time.")]
        public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(3);

        [Setting("A day.")]
        public DayOfWeek Day { get; init; }

        [Setting("Texts.")]
        public ImmutableArray<string> Many { get; init; } = ["M"];

        [Setting("A letter."), AllowedValues("a", "b")]
        public string Letter { get; init; } = "a";

        [Setting("A code."), RegularExpression("[a-z]*")]
        public string Code { get; init; } = "";

        public string NoSetting { get; init; } = "";
    }

    private sealed record Demanding
    {
        [Setting("A name.")]
        public required string Name { get; init; }
    }

    private sealed record Slow
    {
        [Setting("Text."), RegularExpression("(a+)+")]
        public string Text { get; init; } = "a";
    }

    private sealed record OfWrongType
    {
        [Setting("A value.")]
        public Uri? Value { get; init; }
    }

    private sealed record WithoutSetter
    {
        [Setting("A value.")]
        public string Value => "";
    }

    private sealed record OutOfItsRange
    {
        [Setting("A value."), Range(1, 8)]
        public int Value { get; init; } = 9;
    }

    private sealed record WithRangeOfText
    {
        [Setting("A value."), Range(1, 8)]
        public string Value { get; init; } = "";
    }

    private sealed record WithoutBounds
    {
        [Setting("A value."), Range(1, 8, MinimumIsExclusive = true)]
        public int Value { get; init; } = 2;
    }

    private sealed record WithBadPattern
    {
        [Setting("A value."), RegularExpression("(")]
        public string Value { get; init; } = "";
    }

    private sealed record WithTwice
    {
        [Setting("A value.")]
        public string Value { get; init; } = "";

        [Setting("A value.")]
        public string VALUE { get; init; } = "";
    }

    private sealed record WithParameter(string Other);
}
