using System.Globalization;
using System.Text.Json;

namespace Gantry.Dicom;

/// <summary>Writes one data set as an object of DICOM JSON (PS3.18 §F.2).</summary>
internal sealed partial class JsonDataSetWriter(Utf8JsonWriter json, DicomJsonWriterOptions options)
{
    private readonly ElementPath _path = new();

    public void Write(DicomDataSet dataSet) => WriteObject(dataSet, mustDeclare: dataSet.HasTextBeyondAscii());

    private void WriteObject(DicomDataSet dataSet, bool mustDeclare)
    {
        json.WriteStartObject();
        foreach (var element in dataSet.Elements)
        {
            if (mustDeclare && element.Tag >= Tags.SpecificCharacterSet)
            {
                WriteCharacterSet();
                mustDeclare = false;
                if (element.Tag == Tags.SpecificCharacterSet)
                {
                    continue;
                }
            }

            if (element.Tag == Tags.SpecificCharacterSet && element is DicomBytes { IsEmpty: false })
            {
                WriteCharacterSet();
            }
            else if (!element.Tag.IsGroupLength && element.Tag.Group is not (0x0000 or 0x0002))
            {
                WriteElement(dataSet, element);
            }
        }

        if (mustDeclare)
        {
            WriteCharacterSet();
        }

        json.WriteEndObject();
    }

    private void WriteCharacterSet()
    {
        Begin(Tags.SpecificCharacterSet, Vr.CS);
        json.WriteStartArray("Value"u8);
        json.WriteStringValue("ISO_IR 192"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteElement(DicomDataSet dataSet, DicomElement element)
    {
        var placement = PlacementOf(element);
        if (placement.IsOmitted)
        {
            return;
        }

        var vr = VrOf(element);
        Begin(element.Tag, vr);
        if (placement.Uri is { } uri)
        {
            json.WriteString("BulkDataURI"u8, uri);
        }
        else if (element is DicomSequence sequence)
        {
            WriteItems(sequence);
        }
        else if (element is DicomFragments fragments)
        {
            EncapsulatedValue.Write(fragments, json);
        }
        else if (element is DicomBytes { IsEmpty: false } bytes)
        {
            WriteValue(dataSet, bytes, vr);
        }

        json.WriteEndObject();
    }

    private void WriteItems(DicomSequence sequence)
    {
        if (sequence.IsEmpty)
        {
            return;
        }

        if (_path.Depth == DicomJsonWriter.MaximumDepth)
        {
            throw new DicomEncodingException(string.Create(CultureInfo.InvariantCulture, $"The items of {sequence.Tag} are nested deeper than {DicomJsonWriter.MaximumDepth}."));
        }

        json.WriteStartArray("Value"u8);
        for (var i = 0; i < sequence.Items.Length; i++)
        {
            _path.Enter(sequence.Tag, i);
            WriteObject(sequence.Items[i], mustDeclare: false);
            _path.Leave();
        }

        json.WriteEndArray();
    }

    private BulkDataPlacement PlacementOf(DicomElement element)
    {
        if (options.BulkData is not { } place || element is DicomSequence || element.IsEmpty || !JsonVr.MayHaveUri(VrOf(element)))
        {
            return BulkDataPlacement.Inline;
        }

        var length = element is DicomFragments fragments ? fragments.Fragments.Sum(fragment => (long)fragment.Length) : ((DicomBytes)element).Value.Length;
        return length < options.BulkDataMinimumBytes ? BulkDataPlacement.Inline : place(new BulkDataElement(_path, element, length));
    }

    private static Vr VrOf(DicomElement element) => element switch
    {
        DicomFragments => JsonVr.IsBinary(element.Vr) ? element.Vr : Vr.OB,
        DicomBytes bytes when !bytes.Vr.IsKnown || bytes.Vr == Vr.SQ || (JsonVr.BytesOfNumber(bytes.Vr) is var size and > 0 && bytes.Value.Length % size != 0) => Vr.UN,
        _ => element.Vr,
    };

    private void Begin(Tag tag, Vr vr)
    {
        Span<char> name = stackalloc char[8];
        tag.TryFormat(name, out _, "X", CultureInfo.InvariantCulture);
        json.WriteStartObject(name);
        json.WriteString("vr"u8, [(char)(vr.Code >> 8), (char)(vr.Code & 0xFF)]);
    }
}
