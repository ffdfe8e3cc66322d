using System.Globalization;

namespace Gantry.Dicom;

/// <summary>A data element tag: group and element number (PS3.5 §7.1).</summary>
/// <param name="Value">Group in the upper, element in the lower 16 bits: <c>0x0010_0020</c> is Patient ID.</param>
public readonly record struct Tag(uint Value) : IComparable<Tag>, ISpanFormattable
{
    /// <summary>A tag of its two halves.</summary>
    public Tag(ushort group, ushort element) : this(((uint)group << 16) | element)
    {
    }

    /// <summary>The group number.</summary>
    public ushort Group => (ushort)(Value >> 16);

    /// <summary>The element number.</summary>
    public ushort Element => (ushort)Value;

    /// <summary>True where the group is odd: the element is private (PS3.5 §7.8).</summary>
    public bool IsPrivate => (Group & 1) != 0;

    /// <summary>True for (gggg,0010) to (gggg,00FF) of an odd group: the element names the creator of a block (PS3.5 §7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x0010 and <= 0x00FF;

    /// <summary>True for (gggg,0000) (PS3.5 §7.2).</summary>
    public bool IsGroupLength => Element == 0;

    /// <summary>True for a group length that has no meaning any more, and is often wrong: all but those of command sets and file meta information (PS3.5 §7.2).</summary>
    internal bool IsRetiredGroupLength => IsGroupLength && Group is not (0x0000 or 0x0002);

    /// <summary>Reads eight hexadecimal digits, or <c>(gggg,eeee)</c>.</summary>
    /// <returns>False where the text is neither.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Tag tag)
    {
        tag = default;
        Span<char> digits = stackalloc char[8];
        if (text is ['(', .., ')'] && text.Length == 11 && text[5] == ',')
        {
            text[1..5].CopyTo(digits);
            text[6..10].CopyTo(digits[4..]);
        }
        else if (text.Length == 8)
        {
            text.CopyTo(digits);
        }
        else
        {
            return false;
        }

        if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        tag = new Tag(value);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(Tag other) => Value.CompareTo(other.Value);

    /// <summary>The tag as the standard prints it: <c>(0010,0020)</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})");

    /// <summary>As <see cref="ToString()"/>; the format <c>X</c> gives eight hexadecimal digits (PS3.18 §F.2).</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) =>
        format == "X" ? Value.ToString("X8", CultureInfo.InvariantCulture) : ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        format is "X"
            ? Value.TryFormat(destination, out charsWritten, "X8", CultureInfo.InvariantCulture)
            : destination.TryWrite(CultureInfo.InvariantCulture, $"({Group:X4},{Element:X4})", out charsWritten);

    /// <summary>Tag order.</summary>
    public static bool operator <(Tag left, Tag right) => left.Value < right.Value;

    /// <summary>Tag order.</summary>
    public static bool operator >(Tag left, Tag right) => left.Value > right.Value;

    /// <summary>Tag order.</summary>
    public static bool operator <=(Tag left, Tag right) => left.Value <= right.Value;

    /// <summary>Tag order.</summary>
    public static bool operator >=(Tag left, Tag right) => left.Value >= right.Value;
}
