namespace Gantry.Dicom;

/// <summary>
/// The lengths of a data set's sequences, items and group lengths, measured before it is written, in the order the writer comes to them.
/// </summary>
internal sealed class EncodedLengths(TransferSyntax transferSyntax, DataSetWriterOptions options)
{
    private readonly List<uint> _lengths = [];
    private int _next;

    public uint Next() => _lengths[_next++];

    public long Measure(DicomDataSet dataSet) => Measure(dataSet, 0);

    /// <summary>True where a group length is written before the group's elements: of command sets and file meta information.</summary>
    public static bool HasGroupLength(ushort group) => group is 0x0000 or 0x0002;

    private long Measure(DicomDataSet dataSet, int depth)
    {
        if (depth > DataSetWriter.MaximumDepth)
        {
            throw new DicomEncodingException($"Items are nested deeper than {DataSetWriter.MaximumDepth}.");
        }

        long total = 0;
        var group = -1;
        var slot = 0;
        long groupStart = 0;
        foreach (var element in dataSet.Elements)
        {
            if (group >= 0 && element.Tag.Group != group)
            {
                _lengths[slot] = checked((uint)(total - groupStart));
                group = -1;
            }

            if (group < 0 && depth == 0 && HasGroupLength(element.Tag.Group))
            {
                group = element.Tag.Group;
                slot = _lengths.Count;
                _lengths.Add(0);
                total += 12; // tag, VR and length or length, 4 bytes of value: the same in both forms
                groupStart = total;
            }

            if (!element.Tag.IsGroupLength)
            {
                total += Measure(element, depth);
            }
        }

        if (group >= 0)
        {
            _lengths[slot] = checked((uint)(total - groupStart));
        }

        return total;
    }

    private long Measure(DicomElement element, int depth) => element switch
    {
        DicomBytes bytes => (transferSyntax.IsExplicitVR && FieldWriter.VrOf(bytes.Vr, bytes.Value.Length).IsLongForm ? 12L : 8L) + Even(bytes.Value.Length),
        DicomSequence sequence => Measure(sequence, depth),
        DicomFragments fragments => Measure(fragments),
        _ => throw new DicomEncodingException($"{element.Tag} is of no known kind."),
    };

    private long Measure(DicomSequence sequence, int depth)
    {
        var slot = _lengths.Count;
        _lengths.Add(0);
        long total = 0;
        foreach (var item in sequence.Items)
        {
            var itemSlot = _lengths.Count;
            _lengths.Add(0);
            var length = Measure(item, depth + 1);
            total += 8 + length + Settle(itemSlot, length, item.HasUndefinedLength);
        }

        return (transferSyntax.IsExplicitVR ? 12 : 8) + total + Settle(slot, total, sequence.HasUndefinedLength);
    }

    // The bytes of the delimiter, if one is needed.
    private long Settle(int slot, long length, bool wasUndefined)
    {
        var isUndefined = (options.UsesUndefinedLengths ?? wasUndefined) || length >= ElementHeader.UndefinedLength;
        _lengths[slot] = isUndefined ? ElementHeader.UndefinedLength : (uint)length;
        return isUndefined ? 8 : 0;
    }

    private long Measure(DicomFragments fragments)
    {
        if (!transferSyntax.IsExplicitVR)
        {
            throw new DicomEncodingException($"{fragments.Tag} is encapsulated, which implicit VR cannot hold.");
        }

        long total = 12 + 8 + Even(fragments.OffsetTable.Length) + 8;
        foreach (var fragment in fragments.Fragments)
        {
            total += 8 + Even(fragment.Length);
        }

        return total;
    }

    private static long Even(int length) => length + (length & 1L);
}
