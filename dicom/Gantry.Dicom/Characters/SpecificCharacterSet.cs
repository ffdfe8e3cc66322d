using System.Collections.Immutable;
using System.Text;

namespace Gantry.Dicom;

/// <summary>The character repertoires of a data set: the values of Specific Character Set (0008,0005) (PS3.3 §C.12.1.1.2).</summary>
/// <remarks>Immutable, and safe for concurrent use.</remarks>
public sealed class SpecificCharacterSet : IEquatable<SpecificCharacterSet>
{
    private SpecificCharacterSet(ImmutableArray<string> terms) => Terms = terms;

    /// <summary>None declared: ISO 646. Bytes beyond it are taken as Latin alphabet No. 1, as most writers who forget to declare mean it.</summary>
    public static SpecificCharacterSet Default { get; } = new([]);

    /// <summary>UTF-8: ISO_IR 192.</summary>
    public static SpecificCharacterSet Utf8 { get; } = new(["ISO_IR 192"]);

    /// <summary>The defined terms, as declared.</summary>
    public ImmutableArray<string> Terms { get; }

    /// <summary>True for UTF-8.</summary>
    public bool IsUtf8 => Terms is ["ISO_IR 192"];

    /// <summary>The character set of a value field of (0008,0005).</summary>
    public static SpecificCharacterSet Parse(ReadOnlySpan<byte> value) => Parse(Encoding.Latin1.GetString(value));

    /// <summary>The character set of the values of (0008,0005), separated by backslashes. Terms that are not known are decoded as the default is.</summary>
    public static SpecificCharacterSet Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ImmutableArray<string> terms = [.. value.Split('\\').Select(term => term.Trim(' ', '\0'))];
        return terms is [""] ? Default : terms is ["ISO_IR 192"] ? Utf8 : new(terms);
    }

    /// <summary>Decodes the text of one value field. Never throws: what cannot be decoded becomes U+FFFD.</summary>
    public string Decode(ReadOnlySpan<byte> bytes, Vr vr) => (IsUtf8 ? Encoding.UTF8 : Encoding.Latin1).GetString(bytes);

    /// <summary>Encodes text.</summary>
    /// <returns>False where some character is not in the repertoire.</returns>
    public bool TryEncode(string text, Vr vr, out byte[] bytes)
    {
        if (!IsUtf8 && !Ascii.IsValid(text))
        {
            bytes = [];
            return false;
        }

        bytes = Encoding.UTF8.GetBytes(text);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(SpecificCharacterSet? other) => other is not null && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpecificCharacterSet);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The terms, separated by backslashes.</summary>
    public override string ToString() => string.Join('\\', Terms);
}
