using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

/// <summary>An application entity title (PS3.5 §6.2, VR AE): 1 to 16 characters, compared case-sensitively without outer spaces.</summary>
public readonly record struct AETitle
{
    /// <summary>The longest title, in characters.</summary>
    public const int MaximumLength = 16;

    private readonly string? _value;

    /// <summary>A title of its text; outer spaces are dropped.</summary>
    /// <exception cref="FormatException">Empty, too long, or with a character that VR AE does not allow.</exception>
    public AETitle(string value)
    {
        if (!TryParse(value, out this))
        {
            throw new FormatException($"'{value}' is not an AE title: 1 to 16 characters of ASCII without backslash.");
        }
    }

    private AETitle(string value, bool _) => _value = value;

    /// <summary>The title without padding; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>True for <c>default</c>: no title.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Reads a title as it stands in a PDU or value field.</summary>
    /// <returns>False where it is all spaces, too long or has a character that VR AE does not allow.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out AETitle title)
    {
        title = default;
        var trimmed = text?.Trim(' ', '\0');
        if (trimmed is null || trimmed.Length is 0 or > MaximumLength || trimmed.AsSpan().ContainsAnyExceptInRange(' ', '~') || trimmed.Contains('\\', StringComparison.Ordinal))
        {
            return false;
        }

        title = new AETitle(trimmed, true);
        return true;
    }

    /// <summary>The title without padding.</summary>
    public override string ToString() => Value;
}
