namespace Gantry.Dicom;

/// <summary>
/// Makes a <see cref="DicomDataSet"/>. The VR of an element is the dictionary's unless the caller names one. Text is encoded when the data set is built: in
/// its Specific Character Set (0008,0005), which becomes ISO_IR 192 (UTF-8) where some character is not in it.
/// </summary>
/// <remarks>One caller at a time. It may go on after <see cref="Build"/>; data sets that were built do not change.</remarks>
public sealed partial class DicomDataSetBuilder
{
    private readonly List<DicomElement> _elements; // in tag order
    private readonly DicomDataSet _source;
    private Dictionary<Tag, (Vr Vr, string Text)>? _texts; // made for the first, as most data sets have none
    private HashSet<Tag>? _choices;

    /// <summary>A builder without elements.</summary>
    public DicomDataSetBuilder() : this(DicomDataSet.Empty)
    {
    }

    /// <summary>A builder that begins with the elements of a data set.</summary>
    public DicomDataSetBuilder(DicomDataSet source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        _elements = [.. source.Elements];
    }

    /// <summary>The number of elements.</summary>
    public int Count => _elements.Count + (_texts?.Count ?? 0);

    /// <summary>True where the element is present, with or without a value.</summary>
    public bool Contains(Tag tag) => _elements.PlaceOf(tag) >= 0 || _texts?.ContainsKey(tag) == true;

    /// <summary>Takes an element out, if it is there.</summary>
    public DicomDataSetBuilder Remove(Tag tag)
    {
        if (_elements.PlaceOf(tag) is >= 0 and var place)
        {
            _elements.RemoveAt(place);
        }

        ForgetText(tag);
        return this;
    }

    private DicomDataSetBuilder Put(DicomElement element, bool isNew, bool isChoice = false)
    {
        Check(element.Tag, isNew);
        _elements.Put(element);
        ForgetText(element.Tag);
        if (isChoice)
        {
            (_choices ??= []).Add(element.Tag);
        }

        return this;
    }

    private DicomDataSetBuilder PutText(Tag tag, Vr vr, string? text, bool isNew)
    {
        vr = VrOf(tag, vr, out var isChoice);
        text ??= "";
        if (!vr.UsesCharacterSet || System.Text.Ascii.IsValid(text))
        {
            return Put(new DicomBytes(tag, vr, ValueEncoder.Text(tag, vr, text)), isNew, isChoice);
        }

        Check(tag, isNew);
        Remove(tag);
        (_texts ??= [])[tag] = (vr, text);
        return this;
    }

    private DicomDataSetBuilder PutNumbers(Tag tag, Vr vr, ReadOnlySpan<long> numbers, bool isNew)
    {
        vr = VrOf(tag, vr, out var isChoice);
        vr = isChoice && vr == Vr.US && numbers.ContainsAnyInRange(long.MinValue, -1) ? Vr.SS : vr;
        return Put(new DicomBytes(tag, vr, ValueEncoder.Numbers(tag, vr, numbers)), isNew, isChoice);
    }

    private DicomDataSetBuilder PutNumbers(Tag tag, Vr vr, ReadOnlySpan<double> numbers, bool isNew)
    {
        vr = VrOf(tag, vr, out var isChoice);
        return Put(new DicomBytes(tag, vr, ValueEncoder.Numbers(tag, vr, numbers)), isNew, isChoice);
    }

    private DicomDataSetBuilder PutBytes(Tag tag, Vr vr, ReadOnlyMemory<byte> value, bool isNew)
    {
        vr = VrOf(tag, vr, out var isChoice);
        return vr == Vr.SQ
            ? throw new ArgumentException($"{tag} is a sequence: give it items, not bytes.")
            : Put(new DicomBytes(tag, vr, value), isNew, isChoice);
    }

    private DicomDataSetBuilder PutEmpty(Tag tag, Vr vr, bool isNew)
    {
        vr = VrOf(tag, vr, out var isChoice);
        return Put(vr == Vr.SQ ? new DicomSequence(tag, []) : new DicomBytes(tag, vr, default), isNew, isChoice);
    }

    private void Check(Tag tag, bool isNew)
    {
        if (tag.Group == 0xFFFE)
        {
            throw new ArgumentException($"{tag} is an item or a delimiter, not an element.");
        }

        if (isNew && Contains(tag))
        {
            throw new ArgumentException($"{tag} is there already.");
        }
    }

    private void ForgetText(Tag tag)
    {
        _texts?.Remove(tag);
        _choices?.Remove(tag);
    }

    private static Vr VrOf(Tag tag, Vr vr, out bool isChoice)
    {
        isChoice = vr == default && DicomDictionary.GetChoice(tag) is (VrChoice.OBorOW or VrChoice.USorSS or VrChoice.USorOW or VrChoice.USorSSorOW);
        return vr == default ? DicomDictionary.GetVr(tag) : vr;
    }
}
