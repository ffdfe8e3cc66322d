using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Access;

/// <summary>
/// A rule: <c>all</c>; or conditions with semicolons between, all of which hold. <c>sent</c> is what the caller itself has sent, <c>sent by A\B</c> what one of these
/// AEs has; <c>PatientID:4711\4712</c> what has one of these values in an attribute of the patient, study or series, matched as the key of a query is.
/// </summary>
internal static class ScopeRule
{
    private const string All = "all";
    private const string Sent = "sent";
    private const string SentBy = "sent by ";

    /// <summary>What a caller may see by a rule.</summary>
    /// <returns>Null for all.</returns>
    /// <exception cref="FormatException">The rule cannot be read.</exception>
    public static CatalogScope? Parse(string rule, AETitle caller)
    {
        if (rule.Trim() == All)
        {
            return null;
        }

        var keys = new DicomDataSetBuilder().Set(Tags.SpecificCharacterSet, SpecificCharacterSet.Utf8.ToString());
        ImmutableArray<AETitle>? sources = null;
        foreach (var condition in rule.Split(';', StringSplitOptions.TrimEntries))
        {
            if (TryReadSources(condition, caller, out var titles))
            {
                sources = sources is null ? titles : throw Fault(rule, "Who has sent it is said twice");
            }
            else
            {
                AddKey(keys, condition, rule);
            }
        }

        try
        {
            return new CatalogScope(keys.Build(), sources ?? []);
        }
        catch (ArgumentException exception)
        {
            throw Fault(rule, exception.Message, exception);
        }
    }

    private static bool TryReadSources(string condition, AETitle caller, out ImmutableArray<AETitle> titles)
    {
        titles = condition == Sent ? [caller] : [];
        if (!condition.StartsWith(SentBy, StringComparison.Ordinal))
        {
            return condition == Sent;
        }

        titles = [.. condition[SentBy.Length..].Split('\\').Select(text => AETitle.TryParse(text.Trim(), out var title) ? title : throw Fault(condition, $"'{text}' is no AE title"))];
        return true;
    }

    private static void AddKey(DicomDataSetBuilder keys, string condition, string rule)
    {
        var colon = condition.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !TryFindText(condition[..colon].Trim(), out var tag))
        {
            throw Fault(rule, $"'{condition}' is neither 'sent', 'sent by AETITLE', nor a keyword of the dictionary with a colon and a value");
        }

        if (keys.Contains(tag.Value))
        {
            throw Fault(rule, $"{condition[..colon]} is there twice");
        }

        try
        {
            keys.Set(tag.Value, condition[(colon + 1)..].Trim());
        }
        catch (ArgumentException exception)
        {
            throw Fault(rule, $"{condition[..colon]} cannot have this value", exception);
        }
    }

    private static bool TryFindText(string keyword, [NotNullWhen(true)] out Tag? tag)
    {
        tag = DicomDictionary.TryGet(keyword, out var entry) && DicomDictionary.GetVr(entry.Tag) is var vr && (vr.UsesCharacterSet || IsText(vr)) ? entry.Tag : null;
        return tag is not null;
    }

    private static bool IsText(Vr vr) => vr == Vr.AE || vr == Vr.AS || vr == Vr.CS || vr == Vr.DA || vr == Vr.DS || vr == Vr.DT || vr == Vr.IS || vr == Vr.TM || vr == Vr.UI;

    private static FormatException Fault(string rule, string why, Exception? inner = null) => new($"The rule '{rule}' cannot be read. {why}.", inner);
}
