using System.Collections.Frozen;
using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>Reads which transfer syntaxes AEs may store in.</summary>
internal static class SyntaxRules
{
    /// <summary>What the setting's texts look like.</summary>
    public const string Form = AETitlePattern.Form + "=[A-Za-z0-9.]+(,[A-Za-z0-9.]+)*";

    private static readonly FrozenDictionary<string, TransferSyntax> Keywords = DicomUidRegistry.Entries
        .Where(entry => entry.Type == "Transfer Syntax").ToFrozenDictionary(entry => entry.Keyword, entry => new TransferSyntax(entry.Uid), StringComparer.OrdinalIgnoreCase);

    /// <summary>The transfer syntaxes of an AE, the most wanted first; none for any.</summary>
    /// <param name="entries">The setting, whose texts <see cref="Check"/> has read.</param>
    /// <param name="caller">The AE.</param>
    public static ImmutableArray<TransferSyntax> Of(ImmutableArray<string> entries, AETitle caller) => AETitlePattern.Find(entries, caller) is { } list ? Read(list) : [];

    /// <summary>Reads all.</summary>
    /// <exception cref="FormatException">One names what is no transfer syntax.</exception>
    public static void Check(ImmutableArray<string> entries)
    {
        foreach (var entry in entries)
        {
            Read(entry[(entry.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        }
    }

    private static ImmutableArray<TransferSyntax> Read(string list) => [.. list.Split(',').Select(Find).Distinct()];

    /// <summary>The transfer syntax of a keyword or UID.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static TransferSyntax Find(string name) =>
        Keywords.TryGetValue(name, out var known) ? known
        : name.Contains('.', StringComparison.Ordinal) && Uid.TryParse(name, out var uid) ? new TransferSyntax(uid)
        : throw new FormatException($"{name} is neither the keyword of a transfer syntax in PS3.6 nor a UID.");
}
