using System.Globalization;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;

namespace Gantry.Dal.Relational.Query;

/// <summary>A test of a key column that holds for every value a key matches, and for few others.</summary>
/// <param name="Selectivity">How few.</param>
/// <param name="Write">Writes the test.</param>
internal sealed record TextTest(Selectivity Selectivity, ColumnTest Write)
{
    private const int NarrowDays = 31;

    /// <summary>The test of a column with the text that <see cref="KeyText"/> gave.</summary>
    /// <returns>Null where the key says nothing that a column could tell.</returns>
    public static TextTest? OfText(MatchKey key) => key switch
    {
        MatchKey.Single single => AnyOf([single.Value]),
        MatchKey.AnyOf { Keys.Length: <= SelectionFilter.MaximumList } several when several.Keys.All(one => one is MatchKey.Single) => AnyOf([.. several.Keys.Cast<MatchKey.Single>().Select(one => one.Value)]),
        MatchKey.Wildcard wildcard => Like(wildcard.Pattern),
        _ => null,
    };

    /// <summary>The test of a column with the text that <see cref="KeyText.OfDate"/> gave.</summary>
    /// <param name="key">The key.</param>
    /// <param name="slackDays">By how many days a date may be told otherwise than it is kept.</param>
    /// <returns>Null where the key says nothing that a column could tell.</returns>
    public static TextTest? OfDate(MatchKey key, int slackDays)
    {
        if (key is not MatchKey.DateRange exact)
        {
            return null;
        }

        var range = new MatchKey.DateRange(Moved(exact.First, -slackDays), Moved(exact.Last, slackDays));
        var first = range.First is { } from ? Text(from) : "";
        if (range.Last is not { } to)
        {
            return new(Selectivity.Wide, OrIrregular((text, column, isIndexed) => text.Column(column, isIndexed).Add(" >= ").Value(column, first)));
        }

        var last = Text(to);
        var selectivity = range.First is { } start && to.DayNumber - start.DayNumber <= NarrowDays ? Selectivity.NarrowRange : Selectivity.Wide;
        return first == last ? AnyOf([first]) : new(selectivity, OrIrregular((text, column, isIndexed) => Between(text, column, isIndexed, first, "<=", last)));
    }

    /// <summary>The tests of the columns that <see cref="NameKeys"/> gave; a name passes if one of its groups does.</summary>
    /// <returns>Null where the key says nothing that a column could tell.</returns>
    public static TextTest? OfName(string keyGroup)
    {
        var pattern = PersonName.Fold(keyGroup.Trim().TrimEnd('^'));
        return pattern.AsSpan().ContainsAny('*', '?') ? Like(pattern) : pattern.Length > 0 ? AnyOf([pattern]) : null;
    }

    /// <summary>Writes the test of a part of a name, which <see cref="NameParts"/> gave: every name that an anchor finds has one that passes, and so has every irregular name.</summary>
    public static void WritePart(StatementText text, PersonNameAnchor anchor)
    {
        const string Alias = "n";
        text.Among(KeyColumn.Text<PatientNamePart>(nameof(PatientNamePart.Sound), Alias), isIndexed: true, [anchor.Sound, KeyText.Irregular]);
        if (anchor.IsBeginning && TextPrefix.Of(anchor.Text) is { } prefix)
        {
            text.Add(" OR ");
            Between(text, KeyColumn.Text<PatientNamePart>(nameof(PatientNamePart.Text), Alias), isIndexed: true, prefix.First, "<", prefix.End);
        }
    }

    private static TextTest AnyOf(string[] values)
    {
        string[] several = [.. values, KeyText.Irregular];
        return new(Selectivity.Exact, (text, column, isIndexed) => text.Among(column, isIndexed, several));
    }

    // Of a pattern only where it begins, or else its longest literal: a statement with many wild cards would be slow, and matching decides anyway.
    // Delimiters of a person name at the end of a literal may be missing in the column, where components are missing.
    private static TextTest? Like(string pattern)
    {
        var literals = pattern.Split('*', '?').Select(literal => TextPrefix.Storable(literal).TrimEnd('^')).ToList();
        if (TextPrefix.Of(literals[0]) is { } prefix)
        {
            return new(
                prefix.First.Length >= 3 ? Selectivity.Prefix : Selectivity.Wide,
                OrIrregular((text, column, isIndexed) => Between(text, column, isIndexed, prefix.First, "<", prefix.End)));
        }

        var infix = literals.MaxBy(literal => literal.Length)!;
        if (infix.Length == 0)
        {
            return null;
        }

        var like = LikePattern.Infix(infix);
        return new(
            Selectivity.None, OrIrregular((text, column, isIndexed) => text.Column(column, isIndexed).Add(" LIKE ").Value(column, like).Add($" ESCAPE '{LikePattern.Escape}'")));
    }

    private static ColumnTest OrIrregular(ColumnTest test) => (text, column, isIndexed) =>
    {
        text.Add("(");
        test(text, column, isIndexed);
        text.Add(" OR ").Among(column, isIndexed, [KeyText.Irregular]).Add(")");
    };

    private static void Between(StatementText text, KeyColumn column, bool isIndexed, string first, string below, string last) =>
        text.Add("(").Column(column, isIndexed).Add(" >= ").Value(column, first).Add(" AND ").Column(column, isIndexed).Add($" {below} ").Value(column, last).Add(")");

    private static DateOnly? Moved(DateOnly? date, int days) =>
        date is { } day ? DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber)) : null;

    private static string Text(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
