using System.Text;

namespace Gantry.Dicom;

public sealed partial class DicomDataSetBuilder
{
    /// <summary>The data set of the elements so far.</summary>
    public DicomDataSet Build()
    {
        var declared = Declared();
        var target = declared;
        if (_texts?.All(text => HasOwnRepertoire(text.Key) || declared.TryEncode(text.Value.Text, text.Value.Vr, out _)) == false)
        {
            target = SpecificCharacterSet.Utf8;
        }

        var elements = new List<DicomElement>(Count + 1);
        foreach (var element in _elements)
        {
            elements.Add(element switch
            {
                DicomBytes bytes => Recoded(Chosen(bytes), declared, target),
                DicomSequence sequence => WithCharacterSets(sequence, target),
                _ => element,
            });
        }

        if (!target.Equals(declared))
        {
            elements.Put(new DicomBytes(Tags.SpecificCharacterSet, Vr.CS, ValueEncoder.Ascii(target.ToString(), Vr.CS)));
        }

        if (_texts is not null)
        {
            foreach (var (tag, (vr, text)) in _texts)
            {
                elements.Put(new DicomBytes(tag, vr, ValueEncoder.Padded(Encode(tag, vr, text, target), vr)));
            }
        }

        return new DicomDataSet([.. elements], _source.InheritedCharacterSet);
    }

    private SpecificCharacterSet Declared() =>
        _elements.Find(Tags.SpecificCharacterSet) is DicomBytes { IsEmpty: false } own
            ? SpecificCharacterSet.Parse(own.Value.Span)
            : _source.InheritedCharacterSet ?? SpecificCharacterSet.Default;

    // No character set applies to commands and file meta information.
    private static bool HasOwnRepertoire(Tag tag) => tag.Group is 0x0000 or 0x0002;

    private static byte[] Encode(Tag tag, Vr vr, string text, SpecificCharacterSet target) =>
        HasOwnRepertoire(tag) || !target.TryEncode(text, vr, out var bytes) ? Encoding.ASCII.GetBytes(text) : bytes;

    private DicomBytes Recoded(DicomBytes element, SpecificCharacterSet declared, SpecificCharacterSet to)
    {
        if (!element.Vr.UsesCharacterSet || ValueText.IsPlain(element.Value.Span) || HasOwnRepertoire(element.Tag))
        {
            return element;
        }

        var from = ReferenceEquals(_source[element.Tag], element) ? _source.CharacterSet : declared;
        return !from.Equals(to) && to.TryEncode(from.Decode(element.Value.Span, element.Vr), element.Vr, out var bytes)
            ? new DicomBytes(element.Tag, element.Vr, ValueEncoder.Padded(bytes, element.Vr))
            : element;
    }

    // An item that was made under another character set says so itself from now on: its bytes stay as they are.
    private static DicomSequence WithCharacterSets(DicomSequence sequence, SpecificCharacterSet target) =>
        sequence.Items.Any(item => NeedsOwn(item, target))
            ? new DicomSequence(sequence.Tag, [.. sequence.Items.Select(item => NeedsOwn(item, target) ? WithOwn(item) : item)])
            : sequence;

    private static bool NeedsOwn(DicomDataSet item, SpecificCharacterSet target) =>
        !item.CharacterSet.Equals(target) && item[Tags.SpecificCharacterSet] is not { IsEmpty: false } && item.HasTextBeyondAscii();

    private static DicomDataSet WithOwn(DicomDataSet item)
    {
        // What was not declared is taken as Latin alphabet No. 1 when it is decoded; under another character set it has to be declared.
        var terms = item.CharacterSet.Terms.IsEmpty ? "ISO_IR 100" : item.CharacterSet.ToString();
        var own = new DicomBytes(Tags.SpecificCharacterSet, Vr.CS, ValueEncoder.Ascii(terms, Vr.CS));
        return new DicomDataSet([.. item.Where(element => element.Tag != own.Tag).Append(own).OrderBy(element => element.Tag)]);
    }

    private DicomBytes Chosen(DicomBytes element)
    {
        if (_choices?.Contains(element.Tag) != true)
        {
            return element;
        }

        // PS3.5 Annex A: Pixel Representation tells signed from unsigned, Bits Allocated bytes from words.
        var vr = element.Vr;
        if (vr == Vr.US && NumberAt(Tags.PixelRepresentation) == 1 && element.Value.Length < 4 && element.Value.Span is not [_, >= 0x80, ..])
        {
            vr = Vr.SS;
        }
        else if (vr == Vr.OW && element.Tag == Tags.PixelData && NumberAt(Tags.BitsAllocated) is > 0 and <= 8)
        {
            vr = Vr.OB;
        }

        return vr == element.Vr ? element : new DicomBytes(element.Tag, vr, element.Value, element.IsBigEndian);
    }

    private long NumberAt(Tag tag) =>
        _elements.Find(tag) is DicomBytes { Value.Length: 2 } bytes ? ValueNumbers.ToInt64(bytes.Value.Span, Vr.US, bytes.IsBigEndian) : -1;
}
