using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Gantry.Dicom;

internal sealed partial class JsonDataSetReader
{
    private DicomElement ReadBinary(ref Utf8JsonReader reader, Tag tag, Vr vr)
    {
        if (!JsonVr.IsBinary(vr))
        {
            throw Wrong($"VR {vr} has no InlineBinary.", ref reader, tag);
        }

        if (reader.TokenType != JsonTokenType.String || !reader.TryGetBytesFromBase64(out var bytes))
        {
            throw Wrong("InlineBinary is not a string in base64.", ref reader, tag);
        }

        return tag == Tags.PixelData && EncapsulatedValue.TryRead(tag, vr, bytes, out var fragments) ? fragments : new DicomBytes(tag, vr, bytes);
    }

    private DicomElement? ReadUri(ref Utf8JsonReader reader, Tag tag, Vr vr)
    {
        var uri = ReadString(ref reader, tag, "BulkDataURI");
        if (vr == Vr.SQ)
        {
            throw Wrong("A sequence has no BulkDataURI.", ref reader, tag);
        }

        if (_options.BulkData is not { } fetch)
        {
            throw Wrong("The value is at a BulkDataURI, and there is no way to it here.", ref reader, tag);
        }

        var element = fetch(new BulkDataReference(_path.To(tag), tag, vr, uri));
        return element is null || element.Tag == tag ? element : throw new InvalidOperationException($"The bulk data of {tag} was given as {element.Tag}.");
    }

    private ReadOnlyMemory<byte> ReadValues(ref Utf8JsonReader reader, Tag tag, Vr vr)
    {
        if (JsonVr.IsBinary(vr))
        {
            throw Wrong($"VR {vr} has InlineBinary, not Value.", ref reader, tag);
        }

        ExpectArray(ref reader, tag);
        return vr.IsText ? ReadTexts(ref reader, tag, vr) : ReadNumbers(ref reader, tag, vr);
    }

    private ReadOnlyMemory<byte> ReadTexts(ref Utf8JsonReader reader, Tag tag, Vr vr)
    {
        var output = new ArrayBufferWriter<byte>();
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count++ > 0)
            {
                output.Write(vr.IsSingleText ? throw Wrong($"VR {vr} has one value only.", ref reader, tag) : "\\"u8);
            }

            if (reader.TokenType != JsonTokenType.Null)
            {
                WriteText(ReadText(ref reader, tag, vr), vr, output, ref reader, tag);
            }
        }

        if ((output.WrittenCount & 1) != 0)
        {
            output.Write([vr.PaddingByte]);
        }

        return output.WrittenMemory.ToArray();
    }

    private string ReadText(ref Utf8JsonReader reader, Tag tag, Vr vr) => reader.TokenType switch
    {
        JsonTokenType.StartObject when vr == Vr.PN => ReadName(ref reader, tag),
        JsonTokenType.Number when ValueNumbers.IsDecimalText(vr) => Encoding.ASCII.GetString(Token(ref reader)),
        _ => ReadString(ref reader, tag, "A value"),
    };

    private string ReadName(ref Utf8JsonReader reader, Tag tag)
    {
        var groups = new string?[3];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var group = Is(ref reader, "Alphabetic"u8) ? 0 : Is(ref reader, "Ideographic"u8) ? 1 : Is(ref reader, "Phonetic"u8) ? 2 : -1;
            if (group < 0)
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            if (groups[group] is not null)
            {
                throw Wrong("A group of the person name is there twice.", ref reader, tag);
            }

            groups[group] = reader.TokenType == JsonTokenType.Null ? "" : ReadString(ref reader, tag, "A group of the person name");
            if (group < 2 && groups[group]!.Contains('=', StringComparison.Ordinal))
            {
                throw Wrong("A group of the person name has the delimiter of groups in it.", ref reader, tag);
            }
        }

        return string.Join('=', groups[..(Array.FindLastIndex(groups, group => !string.IsNullOrEmpty(group)) + 1)]);
    }

    private void WriteText(string text, Vr vr, ArrayBufferWriter<byte> output, ref Utf8JsonReader reader, Tag tag)
    {
        if (vr.UsesCharacterSet)
        {
            _hasTextBeyondAscii |= !Ascii.IsValid(text) || text.Contains('\e', StringComparison.Ordinal);
            Encoding.UTF8.GetBytes(text, output);
            return;
        }

        // Bytes beyond ASCII are not allowed here; where some file has them all the same they are read as Latin alphabet No. 1.
        if (text.AsSpan().ContainsAnyExceptInRange('\0', '\xFF'))
        {
            throw Wrong($"VR {vr} cannot hold a character of the value.", ref reader, tag);
        }

        Encoding.Latin1.GetBytes(text, output);
    }

    private string ReadString(ref Utf8JsonReader reader, Tag tag, string what)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw Wrong($"{what} is not a string.", ref reader, tag);
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Wrong($"{what} is not Unicode text.", ref reader, tag);
        }
    }

    private void ExpectArray(ref Utf8JsonReader reader, Tag tag)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Wrong("Value is not an array.", ref reader, tag);
        }
    }

    private static ReadOnlySpan<byte> Token(ref Utf8JsonReader reader) => reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan;
}
