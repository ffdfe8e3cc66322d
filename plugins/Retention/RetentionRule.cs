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
internal sealed record RetentionRule(string Text, string Callers, int? Days, bool IsSinceStudy, ImmutableArray<string> Modalities)
{
    /// <summary>What the setting's texts look like.</summary>
    public const string Form = AETitlePattern.Form + "=(keep|after [0-9]{1,5} days( since (study|arrival))?)( for [A-Z0-9_]{1,16}(,[A-Z0-9_]{1,16})*)?";

    private const string Conditions = " for ";

    /// <summary>Reads a rule of that form: <c>CT*=after 3650 days since study for CT,MR</c>, <c>*=keep for MG</c>.</summary>
    public static RetentionRule Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var conditions = text.IndexOf(Conditions, equals + 1, StringComparison.Ordinal);
        var action = (conditions < 0 ? text[(equals + 1)..] : text[(equals + 1)..conditions]).Split(' ');
        return new RetentionRule(
            text, text[..equals], action.Length > 1 ? int.Parse(action[1], CultureInfo.InvariantCulture) : null, action is [.., "study"],
            conditions < 0 ? [] : [.. text[(conditions + Conditions.Length)..].Split(',')]);
    }

    /// <summary>True where a study is meant.</summary>
    public bool Takes(AETitle sender, IReadOnlyCollection<string> modalities) => AETitlePattern.Matches(Callers, sender) && (Modalities.IsEmpty || modalities.Any(Modalities.Contains));

    /// <summary>True where a study is old enough for it. One without a date counts from when it came.</summary>
    public bool IsDue(DateOnly? studyDate, DateTimeOffset arrivedAt, DateTimeOffset now)
    {
        var from = IsSinceStudy && studyDate is { } date ? new DateTimeOffset(date, default, TimeSpan.Zero) : arrivedAt;
        return Days is { } days && from.AddDays(days) <= now;
    }
}
