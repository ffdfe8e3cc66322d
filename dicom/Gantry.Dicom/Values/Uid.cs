using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;

namespace Gantry.Dicom;

/// <summary>A unique identifier (PS3.5 §9): at most 64 characters, decimal components separated by dots.</summary>
/// <remarks>
/// A component with leading zeros breaks the standard but occurs in real objects, so it is accepted; <see cref="IsStrict"/> tells. What a
/// <see cref="Uid"/> holds is always safe as a file name: digits and dots, no dot at either end, no two dots together.
/// </remarks>
public readonly record struct Uid : IComparable<Uid>
{
    /// <summary>The longest UID, in characters (PS3.5 §9.1).</summary>
    public const int MaximumLength = 64;

    private readonly string? _value;

    /// <summary>A UID of its text.</summary>
    /// <exception cref="FormatException">The text is not a UID.</exception>
    public Uid(string value)
    {
        if (!IsValid(value))
        {
            throw new FormatException($"'{value}' is not a UID.");
        }

        _value = value;
    }

    private Uid(string value, bool _) => _value = value;

    /// <summary>A UID of text that is known to be one: no check, so that a constant costs nothing.</summary>
    internal static Uid OfValid(string value) => new(value, true);

    /// <summary>The text; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>True for <c>default</c>: no UID.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>True where no component has a leading zero, as PS3.5 §9.1 asks.</summary>
    public bool IsStrict
    {
        get
        {
            var text = Value;
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '0' && (i == 0 || text[i - 1] == '.') && i + 1 < text.Length && text[i + 1] != '.')
                {
                    return false;
                }
            }

            return text.Length > 0;
        }
    }

    /// <summary>Reads a UID as it stands in a value field; trailing NUL and spaces are dropped.</summary>
    /// <returns>False where the rest is not a UID.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Uid uid)
    {
        var trimmed = text?.Trim('\0', ' ');
        uid = IsValid(trimmed) ? new Uid(trimmed, true) : default;
        return !uid.IsEmpty;
    }

    /// <summary>A new, random UID under <c>2.25</c> (PS3.5 §B.2).</summary>
    public static Uid New()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        random[6] = (byte)((random[6] & 0x0F) | 0x40); // RFC 9562 version 4, so that the number is a UUID
        random[8] = (byte)((random[8] & 0x3F) | 0x80);
        return new Uid("2.25." + new BigInteger(random, isUnsigned: true, isBigEndian: true), true);
    }

    /// <inheritdoc/>
    public int CompareTo(Uid other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The text.</summary>
    public override string ToString() => Value;

    private static bool IsValid([NotNullWhen(true)] string? text)
    {
        if (text is null || text.Length is 0 or > MaximumLength || text[0] == '.' || text[^1] == '.')
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]) && !(text[i] == '.' && text[i - 1] != '.'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Ordinal order.</summary>
    public static bool operator <(Uid left, Uid right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(Uid left, Uid right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(Uid left, Uid right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(Uid left, Uid right) => left.CompareTo(right) >= 0;
}
