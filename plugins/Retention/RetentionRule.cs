using System.Collections.Immutable;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Retention;

/// <summary>A rule: after how long studies are deleted, or that they are kept.</summary>
/// <param name="Text">As the setting has it.</param>
/// <param name="Callers">Who sent them, as <see cref="AETitlePattern"/> has it.</param>
/// <param name="Days">After how many days; null where they are kept always.</param>
/// <param name="IsSinceStudy">True where days count from Study Date (0008,0020), false where they do from when the last instance came.</param>
/// <param name="Modalities">The modalities it is for; none for all.</param>
/// <param name="Volume">The volume it is for; empty for any.</param>
internal sealed record RetentionRule(string Text, string Callers, int? Days, bool IsSinceStudy, ImmutableArray<string> Modalities, string Volume)
{
    /// <summary>What the setting's texts look like.</summary>
    public const string Form = AETitlePattern.Form + "=(keep|after [0-9]{1,5} days( since (study|arrival))?)( for [A-Z0-9_]{1,16}(,[A-Z0-9_]{1,16})*)?( on [A-Za-z0-9_-]{1,32})?";

    private const string Conditions = " for ", Place = " on ";

    /// <summary>Reads a rule of that form: <c>CT*=after 3650 days since study for CT,MR</c>, <c>*=keep for MG</c>, <c>*=after 90 days on slow</c>.</summary>
    public static RetentionRule Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (rest, volume) = Cut(text[(equals + 1)..], Place);
        var (what, modalities) = Cut(rest, Conditions);
        var action = what.Split(' ');
        return new RetentionRule(
            text, text[..equals], action.Length > 1 ? int.Parse(action[1], CultureInfo.InvariantCulture) : null, action is [.., "study"],
            modalities.Length == 0 ? [] : [.. modalities.Split(',')], volume);
    }

    /// <summary>True where a study is meant.</summary>
    /// <param name="sender">Who sent it.</param>
    /// <param name="modalities">Its modalities.</param>
    /// <param name="volumes">The volumes that its instances lie on: what deletes is for studies all of which lies on its volume, what keeps for those with anything there.</param>
    public bool Takes(AETitle sender, IReadOnlyCollection<string> modalities, IEnumerable<string> volumes) =>
        AETitlePattern.Matches(Callers, sender) && (Modalities.IsEmpty || modalities.Any(Modalities.Contains))
        && (Volume.Length == 0 || (volumes.Contains(Volume) && (Days is null || volumes.All(volume => volume == Volume))));

    /// <summary>True where a study is old enough for it. One without a date counts from when it came.</summary>
    public bool IsDue(DateOnly? studyDate, DateTimeOffset arrivedAt, DateTimeOffset now)
    {
        var from = IsSinceStudy && studyDate is { } date ? new DateTimeOffset(date, default, TimeSpan.Zero) : arrivedAt;
        return Days is { } days && from.AddDays(days) <= now;
    }

    private static (string Before, string Behind) Cut(string text, string word) =>
        text.IndexOf(word, StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + word.Length)..]) : (text, "");
}
