namespace Gantry.Dicom;

public sealed partial class DicomDataSet
{
    /// <summary>
    /// Goes through all elements in the order in which they are encoded, those of items included, without making an object for any of them: what costs least
    /// where everything is looked at once.
    /// </summary>
    /// <remarks>
    /// A sequence comes before its items, each item, (FFFE,E000), before its elements, and encapsulated pixel data before its Basic Offset Table and fragments, as items;
    /// <see cref="WalkedElement.Depth"/> tells where they end. A value of VR UN that is a sequence is bytes here.
    /// </remarks>
    /// <exception cref="DicomEncodingException">On the way: the bytes that it was read from have been changed since.</exception>
    public DataSetWalk Walk() => new(this);

    /// <summary>An element that is an object already; null where it has been read and nobody has asked for it yet.</summary>
    internal DicomElement? MadeAt(int place) => Volatile.Read(ref _elements)?[place];

    /// <summary>An element by its bytes.</summary>
    /// <param name="place">Its place.</param>
    /// <param name="depth">How many items it is in.</param>
    /// <param name="inside">Set to what is inside of a sequence or of encapsulated pixel data.</param>
    internal WalkedElement EncodedAt(int place, int depth, ref EncodedWalk inside)
    {
        var header = HeaderAt(_index![place].Offset);
        var start = _index[place].Offset + header.Bytes;
        var vr = VrOf(in header);
        var isUndefined = header.Length == ElementHeader.UndefinedLength;
        if (!isUndefined && vr != Vr.SQ)
        {
            return new WalkedElement(header.Tag, vr, depth, _bytes.Slice(start, (int)header.Length), IsBigEndian: false);
        }

        var isEncapsulated = isUndefined && header.Tag == Tags.PixelData;
        var frame = new EncodedFrame(
            isUndefined ? IndexFrame.Undefined : start + (int)header.Length, isEncapsulated ? EncodedFrameKind.Fragments : EncodedFrameKind.Sequence, IsSigned(header.Tag));
        inside = new EncodedWalk(_bytes, _isExplicit, start, frame, depth);
        return new WalkedElement(header.Tag, isEncapsulated ? vr : Vr.SQ, depth, default, false) { IsSequence = !isEncapsulated, IsEncapsulated = isEncapsulated };
    }

    /// <summary>The VR of an element of an implicit data set (PS3.5 Annex A).</summary>
    internal static Vr ImplicitVr(Tag tag, bool isSigned) => DicomDictionary.GetChoice(tag) switch
    {
        VrChoice.None => Vr.UN,
        VrChoice.USorSS => isSigned ? Vr.SS : Vr.US,
        VrChoice.OBorOW or VrChoice.USorOW or VrChoice.USorSSorOW => Vr.OW,
        var single => new Vr((ushort)single),
    };
}
