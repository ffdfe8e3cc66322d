using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Settings that are otherwise for some AEs: texts of the form <c>AETITLE=VALUE</c>.</summary>
public static class ByAETitle
{
    /// <summary>What an entry begins with, as a regular expression: a title of PS3.5 §6.2 and the sign. An expression for the value follows it.</summary>
    public const string Pattern = @"[ -<>-\[\]-~]{1,16}=";

    /// <summary>The value for an AE: that of the first entry with its title, case and inner spaces as they are; null where there is none.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="title">The AE.</param>
    public static string? Of(ImmutableArray<string> entries, AETitle title)
    {
        foreach (var entry in entries.IsDefault ? [] : entries)
        {
            var sign = entry.IndexOf('=', StringComparison.Ordinal);
            if (sign > 0 && AETitle.TryParse(entry[..sign], out var named) && named == title)
            {
                return entry[(sign + 1)..];
            }
        }

        return null;
    }
}
