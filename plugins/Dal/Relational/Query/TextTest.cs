using System.Globalization;
using System.Linq.Expressions;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;

namespace Gantry.Dal.Relational.Query;

/// <summary>A test of a key column that holds for every value a key matches, and for few others.</summary>
/// <param name="Selectivity">How few.</param>
/// <param name="Test">The test.</param>
internal sealed record TextTest(Selectivity Selectivity, Expression<Func<string, bool>> Test)
{
    /// <summary>What escapes a character in a pattern of LIKE.</summary>
    public const string LikeEscape = "!";

    private const int LongestLiteral = 64;
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
            return new(Selectivity.Wide, date => string.Compare(date, first) >= 0 || date == KeyText.Irregular);
        }

        var last = Text(to);
        var selectivity = range.First is { } start && to.DayNumber - start.DayNumber <= NarrowDays ? Selectivity.NarrowRange : Selectivity.Wide;
        return first == last ? AnyOf([first]) : new(selectivity, date => (string.Compare(date, first) >= 0 && string.Compare(date, last) <= 0) || date == KeyText.Irregular);
    }

    /// <summary>The tests of the columns that <see cref="NameKeys"/> gave; a name passes if one of its groups does.</summary>
    /// <returns>Null where the key says nothing that a column could tell.</returns>
    public static TextTest? OfName(string keyGroup)
    {
        var pattern = PersonName.Fold(keyGroup.Trim().TrimEnd('^'));
        return pattern.AsSpan().ContainsAny('*', '?') ? Like(pattern) : pattern.Length > 0 ? AnyOf([pattern]) : null;
    }

    /// <summary>The test of a part of a name, which <see cref="NameParts"/> gave: every name that an anchor finds has one that passes, and so has every irregular name.</summary>
    public static Expression<Func<PatientNamePart, bool>> OfPart(PersonNameAnchor anchor)
    {
        var sound = anchor.Sound;
        Expression<Func<PatientNamePart, bool>> alike = part => part.Sound == sound || part.Sound == KeyText.Irregular;
        return anchor.IsBeginning ? Columns.Or([alike, Columns.On<PatientNamePart, string>(part => part.Text, Begins(anchor.Text))]) : alike;
    }

    private static TextTest AnyOf(string[] values)
    {
        if (values is [var value])
        {
            return new(Selectivity.Exact, text => text == value || text == KeyText.Irregular);
        }

        string[] several = [.. values, KeyText.Irregular];
        return new(Selectivity.Exact, text => several.Contains(text));
    }

    // Of a pattern only where it begins, or else its longest literal: a statement with many wild cards would be slow, and matching decides anyway.
    // Delimiters of a person name at the end of a literal may be missing in the column, where components are missing.
    private static TextTest? Like(string pattern)
    {
        var literals = pattern.Split('*', '?').Select(literal => Storable(literal).TrimEnd('^')).ToList();
        if (literals[0] is { Length: > 0 } prefix)
        {
            var end = End(prefix);
            return new(
                prefix.Length >= 3 ? Selectivity.Prefix : Selectivity.Wide,
                text => (string.Compare(text, prefix) >= 0 && string.Compare(text, end) < 0) || text == KeyText.Irregular);
        }

        var infix = literals.MaxBy(literal => literal.Length)!;
        if (infix.Length == 0)
        {
            return null;
        }

        var like = LikeInfix(infix);
        return new(Selectivity.None, text => EF.Functions.Like(text, like, LikeEscape) || text == KeyText.Irregular);
    }

    /// <summary>A pattern of LIKE, with <see cref="LikeEscape"/>, for text with a literal in it.</summary>
    public static string LikeInfix(string literal) => $"%{Escaped(literal)}%";

    /// <summary>A test of a column without irregular values: text that begins with a literal.</summary>
    public static Expression<Func<string, bool>> Begins(string literal)
    {
        var prefix = Storable(literal);
        if (prefix.Length == 0)
        {
            return text => false;
        }

        var end = End(prefix);
        return text => string.Compare(text, prefix) >= 0 && string.Compare(text, end) < 0;
    }

    // The first text, by code point, that is behind all that begin with a prefix.
    private static string End(string prefix) => prefix[..^1] + (char)(prefix[^1] + 1);

    // A literal ends before what is not stored as it is. Its last character can then be counted up and gives text again.
    private static string Storable(string literal)
    {
        var length = 0;
        while (length < literal.Length && length < LongestLiteral && KeyText.IsPlain(literal.AsSpan(length, 1)) && literal[length] < '\uD7FF')
        {
            length++;
        }

        return literal[..length];
    }

    private static string Escaped(string literal) => string.Concat(literal.Select(character => character is '!' or '%' or '_' or '[' ? $"!{character}" : $"{character}"));

    private static DateOnly? Moved(DateOnly? date, int days) =>
        date is { } day ? DateOnly.FromDayNumber(Math.Clamp(day.DayNumber + days, DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber)) : null;

    private static string Text(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
