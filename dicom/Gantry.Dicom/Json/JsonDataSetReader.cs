using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Gantry.Dicom;

/// <summary>Reads one data set from an object of DICOM JSON (PS3.18 §F.2).</summary>
internal sealed partial class JsonDataSetReader
{
    private static readonly byte[] Utf8Term = ValueEncoder.Ascii("ISO_IR 192", Vr.CS);

    private readonly List<DicomElement> _elements = []; // of all levels: an item costs no list of its own
    private readonly DicomJsonReaderOptions _options;
    private readonly long _start;
    private readonly ElementPath _path = new();
    private bool _hasTextBeyondAscii;

    private JsonDataSetReader(DicomJsonReaderOptions options, long start)
    {
        _options = options;
        _start = start;
    }

    /// <summary>The nesting of JSON that the nesting of items comes to: element, array and item for each, and a person name's groups.</summary>
    public static int JsonDepth(DicomJsonReaderOptions options) => (3 * options.MaximumDepth) + 8;

    /// <summary>Reads a data set.</summary>
    /// <param name="json">The whole object.</param>
    /// <param name="start">Where it begins, for messages.</param>
    /// <param name="options">Where bulk data is, and the limits.</param>
    /// <exception cref="DicomEncodingException">It is not a data set, or exceeds a limit.</exception>
    public static DicomDataSet Read(ReadOnlySequence<byte> json, long start, DicomJsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonDepth(options) });
        try
        {
            reader.Read();
            return new JsonDataSetReader(options, start).ReadRoot(ref reader);
        }
        catch (JsonException exception)
        {
            throw JsonDataSetFramer.NotJson(exception, reader.CurrentDepth >= JsonDepth(options) - 1, start + reader.BytesConsumed);
        }
    }

    private DicomDataSet ReadRoot(ref Utf8JsonReader reader)
    {
        var elements = ReadElements(ref reader);
        if (_hasTextBeyondAscii && Array.Find(elements, element => element.Tag == Tags.SpecificCharacterSet) is null or { IsEmpty: true })
        {
            var own = new DicomBytes(Tags.SpecificCharacterSet, Vr.CS, Utf8Term);
            elements = [.. elements.Where(element => element.Tag < own.Tag), own, .. elements.Where(element => element.Tag > own.Tag)];
        }

        return new DicomDataSet(elements);
    }

    private DicomElement[] ReadElements(ref Utf8JsonReader reader)
    {
        var start = _elements.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var tag = ReadTag(ref reader);
            reader.Read();
            if (ReadElement(ref reader, tag) is { } element && !tag.IsRetiredGroupLength)
            {
                _elements.Add(tag == Tags.SpecificCharacterSet && !element.IsEmpty ? new DicomBytes(tag, Vr.CS, Utf8Term) : element);
            }
        }

        DicomElement[] elements = [.. CollectionsMarshal.AsSpan(_elements)[start..]];
        _elements.RemoveRange(start, elements.Length);
        Array.Sort(elements, static (left, right) => left.Tag.CompareTo(right.Tag));
        for (var i = 1; i < elements.Length; i++)
        {
            if (elements[i].Tag == elements[i - 1].Tag)
            {
                throw Wrong("The element is there twice.", ref reader, elements[i].Tag);
            }
        }

        return elements;
    }

    private Tag ReadTag(ref Utf8JsonReader reader)
    {
        Span<char> name = stackalloc char[8];
        var text = Token(ref reader);
        if (text.Length != name.Length || Ascii.ToUtf16(text, name, out _) != OperationStatus.Done || !Tag.TryParse(name, out var tag) || tag.Group == 0xFFFE)
        {
            throw Wrong("The name of a member is not the tag of an element, in eight hexadecimal digits.", ref reader, default);
        }

        return tag;
    }

    private DicomElement? ReadElement(ref Utf8JsonReader reader, Tag tag)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong("The element is not an object.", ref reader, tag);
        }

        var vr = FindVr(reader, tag);
        DicomElement? element = vr == Vr.SQ ? new DicomSequence(tag, []) : new DicomBytes(tag, vr, default);
        bool hasVr = false, hasValue = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isVr = Is(ref reader, "vr"u8);
            var form = FormOf(ref reader);
            if ((isVr && hasVr) || (form != ValueForm.None && hasValue))
            {
                throw Wrong(isVr ? "The VR is there twice." : "There is more than one of Value, InlineBinary and BulkDataURI.", ref reader, tag);
            }

            hasVr |= isVr;
            hasValue |= form != ValueForm.None;
            if (form == ValueForm.None)
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            element = form switch
            {
                ValueForm.Binary => ReadBinary(ref reader, tag, vr),
                ValueForm.Uri => ReadUri(ref reader, tag, vr),
                _ when vr == Vr.SQ => ReadItems(ref reader, tag),
                _ => new DicomBytes(tag, vr, ReadValues(ref reader, tag, vr)),
            };
        }

        return element;
    }

    private DicomSequence ReadItems(ref Utf8JsonReader reader, Tag tag)
    {
        ExpectArray(ref reader, tag);
        var items = new List<DicomDataSet>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.Null))
            {
                throw Wrong("An item of the sequence is not an object.", ref reader, tag);
            }

            if (_path.Depth == _options.MaximumDepth)
            {
                throw Wrong(string.Create(CultureInfo.InvariantCulture, $"Items are nested deeper than the limit of {_options.MaximumDepth}."), ref reader, tag);
            }

            _path.Enter(tag, items.Count);
            var elements = reader.TokenType == JsonTokenType.Null ? [] : ReadElements(ref reader);
            items.Add(elements.Length == 0 ? DicomDataSet.Empty : new DicomDataSet(elements, SpecificCharacterSet.Utf8));
            _path.Leave();
        }

        return new DicomSequence(tag, [.. items]);
    }

    // By value: the reader is a place in the text, so the copy looks ahead.
    private Vr FindVr(Utf8JsonReader reader, Tag tag)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!Is(ref reader, "vr"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            var text = ReadString(ref reader, tag, "The VR");
            return text.Length == 2 && Vr.TryRead((byte)text[0], (byte)text[1], out var vr) && char.IsAscii(text[0]) && char.IsAscii(text[1]) && vr.IsKnown
                ? vr
                : throw Wrong("The VR is not one of the standard's.", ref reader, tag);
        }

        throw Wrong("The element has no VR.", ref reader, tag);
    }

    private static ValueForm FormOf(ref Utf8JsonReader reader) =>
        Is(ref reader, "Value"u8) ? ValueForm.Values
        : Is(ref reader, "InlineBinary"u8) ? ValueForm.Binary
        : Is(ref reader, "BulkDataURI"u8) ? ValueForm.Uri
        : ValueForm.None;

    // A name with escapes is none of those that are known; to compare it would throw where they are wrong.
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => !reader.ValueIsEscaped && reader.ValueTextEquals(name);

    private DicomEncodingException Wrong(string message, ref Utf8JsonReader reader, Tag tag) => new(message, _start + reader.TokenStartIndex, tag);

    private enum ValueForm
    {
        None,
        Values,
        Binary,
        Uri,
    }
}
