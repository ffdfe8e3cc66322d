namespace Gantry.Dicom;

public sealed partial class DicomDataSetBuilder
{
    /// <summary>Adds or replaces an element without a value.</summary>
    public DicomDataSetBuilder Set(Tag tag, Vr vr = default) => PutEmpty(tag, vr, isNew: false);

    /// <summary>Adds or replaces an element of its text: backslashes separate values, or are data where the VR says so (LT, ST, UR, UT); null or empty for no value.</summary>
    /// <exception cref="ArgumentException">The VR cannot hold the value.</exception>
    public DicomDataSetBuilder Set(Tag tag, string? value, Vr vr = default) => PutText(tag, vr, value, isNew: false);

    /// <summary>Adds or replaces an element of its values as text.</summary>
    /// <exception cref="ArgumentException">The VR cannot hold the value.</exception>
    public DicomDataSetBuilder Set(Tag tag, IEnumerable<string> values, Vr vr = default) => PutText(tag, vr, string.Join('\\', values), isNew: false);

    /// <summary>Adds or replaces an element of a UID.</summary>
    public DicomDataSetBuilder Set(Tag tag, Uid value, Vr vr = default) => PutText(tag, vr, value.Value, isNew: false);

    /// <summary>Adds or replaces an element of UIDs.</summary>
    public DicomDataSetBuilder Set(Tag tag, IEnumerable<Uid> values, Vr vr = default) => PutText(tag, vr, string.Join('\\', values), isNew: false);

    /// <summary>Adds or replaces an element of an integer, binary or text as its VR has it.</summary>
    /// <exception cref="ArgumentException">The VR cannot hold the value.</exception>
    public DicomDataSetBuilder Set(Tag tag, long value, Vr vr = default) => PutNumbers(tag, vr, [value], isNew: false);

    /// <summary>Adds or replaces an element of integers, binary or text as its VR has them.</summary>
    /// <exception cref="ArgumentException">The VR cannot hold the value.</exception>
    public DicomDataSetBuilder Set(Tag tag, IEnumerable<int> values, Vr vr = default) => PutNumbers(tag, vr, [.. values.Select(value => (long)value)], isNew: false);

    /// <summary>Adds or replaces an element of a number, binary or text as its VR has it.</summary>
    /// <exception cref="ArgumentException">The VR cannot hold the value.</exception>
    public DicomDataSetBuilder Set(Tag tag, double value, Vr vr = default) => PutNumbers(tag, vr, [value], isNew: false);

    /// <summary>Adds or replaces an element of numbers, binary or text as its VR has them.</summary>
    /// <exception cref="ArgumentException">The VR cannot hold the value.</exception>
    public DicomDataSetBuilder Set(Tag tag, IEnumerable<double> values, Vr vr = default) => PutNumbers(tag, vr, [.. values], isNew: false);

    /// <summary>Adds or replaces an element of its value field, in little endian order; not copied, so it must not change afterwards.</summary>
    /// <exception cref="ArgumentException">The VR cannot hold the value.</exception>
    public DicomDataSetBuilder Set(Tag tag, ReadOnlyMemory<byte> value, Vr vr = default) => PutBytes(tag, vr, value, isNew: false);

    /// <summary>Adds or replaces an element that is a sequence of one item.</summary>
    public DicomDataSetBuilder Set(Tag tag, DicomDataSet item) => Put(new DicomSequence(tag, [item]), isNew: false);

    /// <summary>Adds or replaces an element that is a sequence.</summary>
    public DicomDataSetBuilder Set(Tag tag, IEnumerable<DicomDataSet> items) => Put(new DicomSequence(tag, [.. items]), isNew: false);

    /// <summary>Adds or replaces an element as it is; its text is taken to be in the character set of the data set to be built.</summary>
    public DicomDataSetBuilder Set(DicomElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return Put(element, isNew: false);
    }
}
