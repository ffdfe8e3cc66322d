using System.Collections.Immutable;
using System.Text;

namespace Gantry.Dicom;

/// <summary>The character repertoires of a data set: the values of Specific Character Set (0008,0005) (PS3.3 §C.12.1.1.2).</summary>
/// <remarks>Immutable, and safe for concurrent use.</remarks>
public sealed class SpecificCharacterSet : IEquatable<SpecificCharacterSet>
{
    private static readonly SpecificCharacterSet Latin1 = new(["ISO_IR 100"]);

    private readonly Repertoire _initial;
    private CodedSet[]? _designated;

    private SpecificCharacterSet(ImmutableArray<string> terms)
    {
        Terms = terms;
        _initial = terms.IsEmpty || !Repertoire.TryGet(terms[0], out var repertoire) ? new(CodedSet.Ascii, CodedSet.Single(CodePages.Latin1)) : repertoire;
    }

    /// <summary>None declared: ISO 646. Bytes beyond it are taken as Latin alphabet No. 1, as most writers who forget to declare mean it.</summary>
    public static SpecificCharacterSet Default { get; } = new([]);

    /// <summary>UTF-8: ISO_IR 192.</summary>
    public static SpecificCharacterSet Utf8 { get; } = new(["ISO_IR 192"]);

    /// <summary>The defined terms, as declared.</summary>
    public ImmutableArray<string> Terms { get; }

    /// <summary>True for UTF-8.</summary>
    public bool IsUtf8 => _initial.IsUtf8;

    /// <summary>True where all terms are defined by the standard.</summary>
    public bool IsKnown => Terms.All(term => Repertoire.TryGet(term, out _));

    /// <summary>The character set of a value field of (0008,0005).</summary>
    public static SpecificCharacterSet Parse(ReadOnlySpan<byte> value) => value.TrimEnd((byte)' ') switch
    {
        var trimmed when trimmed.SequenceEqual("ISO_IR 100"u8) => Latin1,
        var trimmed when trimmed.SequenceEqual("ISO_IR 192"u8) => Utf8,
        _ => Parse(Encoding.Latin1.GetString(value)),
    };

    /// <summary>The character set of the values of (0008,0005), separated by backslashes. A first term that is not known is decoded as the default is.</summary>
    public static SpecificCharacterSet Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ImmutableArray<string> terms = [.. value.Split('\\').Select(term => term.Trim(' ', '\0'))];
        return terms is [""] ? Default : terms is ["ISO_IR 192"] ? Utf8 : new(terms);
    }

    /// <summary>Decodes a value field. Never throws: what cannot be decoded becomes U+FFFD.</summary>
    /// <param name="bytes">The value field.</param>
    /// <param name="vr">Its VR, which tells the delimiters at which code extensions end.</param>
    public string Decode(ReadOnlySpan<byte> bytes, Vr vr)
    {
        if (_initial.WholeCodePage != 0)
        {
            return _initial.IsUtf8 ? Encoding.UTF8.GetString(bytes) : CodePages.Get(_initial.WholeCodePage).GetString(bytes);
        }

        return _initial.G1.Kind == CodedSetKind.SingleByte && !bytes.Contains(EscapeSequence.Escape)
            ? CodePages.Get(_initial.G1.CodePage).GetString(bytes)
            : new Iso2022Decoder(_initial, vr).Decode(bytes);
    }

    /// <summary>Encodes text, with code extensions where several terms declare them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="vr">Its VR, which tells the delimiters at which code extensions end.</param>
    /// <param name="bytes">The value field, without padding.</param>
    /// <returns>False where some character is not in the repertoires, or one of the terms is not known.</returns>
    public bool TryEncode(string text, Vr vr, out byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        bytes = [];
        if (Ascii.IsValid(text) && !text.Contains((char)EscapeSequence.Escape, StringComparison.Ordinal))
        {
            bytes = Encoding.ASCII.GetBytes(text);
            return true;
        }

        if (IsUtf8)
        {
            bytes = Encoding.UTF8.GetBytes(text);
            return true;
        }

        return !Terms.IsEmpty && IsKnown
            && (_initial.WholeCodePage != 0 ? TryEncodeWhole(text, out bytes) : new Iso2022Encoder(_initial, Designated(), vr).TryEncode(text, out bytes))
            && string.Equals(Decode(bytes, vr), text, StringComparison.Ordinal);
    }

    private bool TryEncodeWhole(string text, out byte[] bytes)
    {
        try
        {
            bytes = CodePages.Get(_initial.WholeCodePage).GetBytes(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            bytes = [];
            return false;
        }
    }

    // A single term is without code extensions, unless it is one that nothing else can mean.
    private CodedSet[] Designated() => _designated ??= [.. Terms.Length > 1 ? Terms.SelectMany(Repertoire.SetsOf).Distinct() : Repertoire.SetsOf(Terms[0]).Where(set => set.IsDoubleByte)];

    /// <inheritdoc/>
    public bool Equals(SpecificCharacterSet? other) => other is not null && Terms.SequenceEqual(other.Terms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SpecificCharacterSet);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The terms, separated by backslashes.</summary>
    public override string ToString() => string.Join('\\', Terms);
}
