using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>A rule of compression: the transfer syntax that instances of some AEs, modalities or SOP classes are kept in.</summary>
/// <param name="Callers">The calling AEs, as <see cref="AETitlePattern"/> has them.</param>
/// <param name="Target">The transfer syntax; null where they are kept as they come.</param>
/// <param name="IsLossy">True where something may be lost.</param>
/// <param name="SopClasses">The SOP classes that it is for.</param>
/// <param name="Modalities">The modalities that it is for; with none of either it is for all.</param>
internal sealed record CompressionRule(string Callers, TransferSyntax? Target, bool IsLossy, ImmutableArray<Uid> SopClasses, ImmutableArray<string> Modalities)
{
    /// <summary>What the setting's texts look like.</summary>
    public const string Form = AETitlePattern.Form + "=[A-Za-z0-9.]+( lossy)?( for [A-Za-z0-9._]+(,[A-Za-z0-9._]+)*)?";

    private const string Conditions = " for ";
    private const string Lossy = " lossy";

    // Whose every stream has lost something (PS3.5 §8.2.1, §8.2.3). What others may lose, the comparison with the original finds.
    private static readonly Uid[] AlwaysLossy = [Uids.JPEGBaseline8Bit, Uids.JPEGExtended12Bit, Uids.JPEGLSNearLossless];

    /// <summary>Reads a rule: <c>CT*=JPEGLSLossless for CT,MR,SecondaryCaptureImageStorage</c>.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static CompressionRule Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new FormatException($"'{text}' is no rule of compression.");
        }

        var value = text[(equals + 1)..];
        var conditions = value.IndexOf(Conditions, StringComparison.Ordinal);
        var names = conditions < 0 ? [] : value[(conditions + Conditions.Length)..].Split(',');
        var target = conditions < 0 ? value : value[..conditions];
        var isLossy = target.EndsWith(Lossy, StringComparison.Ordinal);
        var syntax = SyntaxOf(text, isLossy ? target[..^Lossy.Length] : target);
        if (syntax is { } lossy && AlwaysLossy.Contains(lossy.Uid) && !isLossy)
        {
            throw new FormatException($"The rule '{text}' would lose something of the pixel data: write 'lossy' behind the transfer syntax where that is wanted.");
        }

        var classes = names.ToLookup(name => SopClassOf(text, name));
        return new CompressionRule(
            text[..equals], syntax, isLossy, [.. classes.Where(group => group.Key is not null).Select(group => group.Key!.Value)], [.. classes[null]]);
    }

    /// <summary>True where instances of a SOP class may be meant.</summary>
    public bool MayTake(AETitle caller, Uid sopClass) => AETitlePattern.Matches(Callers, caller) && (SopClasses.IsEmpty || SopClasses.Contains(sopClass) || !Modalities.IsEmpty);

    /// <summary>True where an instance is meant that <see cref="MayTake"/> has let pass.</summary>
    public bool Takes(Uid sopClass, string? modality) =>
        (SopClasses.IsEmpty && Modalities.IsEmpty) || SopClasses.Contains(sopClass) || (modality is not null && Modalities.Contains(modality));

    private static TransferSyntax? SyntaxOf(string rule, string name)
    {
        if (name.Equals("none", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var syntax = SyntaxRules.Find(name);
        return syntax.IsEncapsulated ? syntax : throw new FormatException($"The rule '{rule}' names {name}, which does not compress pixel data.");
    }

    // A keyword or a UID is a SOP class; what has the form of a modality (0008,0060) is one: capitals, digits and underscores.
    private static Uid? SopClassOf(string rule, string name)
    {
        if (DicomUidRegistry.Entries.FirstOrDefault(entry => entry.Type == "SOP Class" && entry.Keyword.Equals(name, StringComparison.Ordinal)) is { Keyword.Length: > 0 } known)
        {
            return known.Uid;
        }

        if (name.Contains('.', StringComparison.Ordinal))
        {
            return Uid.TryParse(name, out var uid) ? uid : throw new FormatException($"The rule '{rule}' names {name}, which is no UID.");
        }

        return name.Length <= 16 && name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter == '_')
            ? null
            : throw new FormatException($"The rule '{rule}' names {name}, which is neither a modality nor the keyword of a SOP class in PS3.6.");
    }
}
