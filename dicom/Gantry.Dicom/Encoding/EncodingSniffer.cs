using System.Buffers.Binary;

namespace Gantry.Dicom;

/// <summary>Tells from the first element of a data set how it is really encoded: files and peers exist whose transfer syntax says otherwise.</summary>
internal static class EncodingSniffer
{
    /// <summary>Corrects the declared encoding where the first bytes, 8 at least, contradict it.</summary>
    public static void Correct(ReadOnlySpan<byte> bytes, ref ScannerFrame frame)
    {
        var swapped = TagOf(bytes, !frame.IsBigEndian);
        if (!IsPlausible(TagOf(bytes, frame.IsBigEndian)) && IsEarlier(swapped, TagOf(bytes, frame.IsBigEndian)) && HasLikelyRest(bytes, swapped, frame.IsBigEndian))
        {
            frame.IsBigEndian = !frame.IsBigEndian;
        }

        var tag = TagOf(bytes, frame.IsBigEndian);
        if (tag.Group != 0xFFFE)
        {
            frame.IsExplicit = Vr.TryRead(bytes[4], bytes[5], out var vr) && (frame.IsExplicit || IsPlausible(tag, vr));
        }
    }

    /// <summary>The encoding of a data set of which nothing is declared.</summary>
    public static TransferSyntax Guess(ReadOnlySpan<byte> bytes)
    {
        var frame = new ScannerFrame { IsExplicit = true };
        if (bytes.Length >= ElementHeader.MinimumBytes)
        {
            Correct(bytes, ref frame);
        }

        return (frame.IsExplicit, frame.IsBigEndian) switch
        {
            (true, true) => TransferSyntax.ExplicitVRBigEndian,
            (true, false) => TransferSyntax.ExplicitVRLittleEndian,
            _ => TransferSyntax.ImplicitVRLittleEndian,
        };
    }

    /// <summary>True where the bytes can be the start of a data set, in whatever encoding.</summary>
    public static bool IsDataSet(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= ElementHeader.MinimumBytes && (IsFirst(TagOf(bytes, false)) || IsFirst(TagOf(bytes, true)));

    // Data sets begin with group 0008 at the latest; odd groups that low do not exist.
    private static bool IsFirst(Tag tag) => tag.Group is > 0x0000 and <= 0x0010 && (DicomDictionary.GetChoice(tag) != VrChoice.None || tag.IsGroupLength);

    private static Tag TagOf(ReadOnlySpan<byte> bytes, bool isBigEndian) => isBigEndian
        ? new Tag((uint)((bytes[0] << 24) | (bytes[1] << 16) | (bytes[2] << 8) | bytes[3]))
        : new Tag((uint)((bytes[1] << 24) | (bytes[0] << 16) | (bytes[3] << 8) | bytes[2]));

    // Data sets begin with low groups: of the two readings of the first tag the right one is the lower, and the standard's. (Groups 0000 and 0002 are none of a data set.)
    private static bool IsEarlier(Tag swapped, Tag declared) => swapped.Group >= 0x0004 && swapped.Group < declared.Group && DicomDictionary.GetChoice(swapped) != VrChoice.None && !swapped.IsPrivate;

    // What follows the tag agrees, too: the VR is the standard's, or, where there is none, the length is not longer for being swapped. First elements are short.
    private static bool HasLikelyRest(ReadOnlySpan<byte> bytes, Tag swapped, bool isBigEndian) => Vr.TryRead(bytes[4], bytes[5], out var vr)
        ? vr != Vr.UN && IsPlausible(swapped, vr)
        : LengthOf(bytes, !isBigEndian) <= LengthOf(bytes, isBigEndian);

    private static uint LengthOf(ReadOnlySpan<byte> bytes, bool isBigEndian) =>
        isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);

    private static bool IsPlausible(Tag tag) => tag.IsPrivate || DicomDictionary.GetChoice(tag) != VrChoice.None;

    // An implicit length that spells the very VR of its element is hundreds of kilobytes: not the first element of a data set.
    private static bool IsPlausible(Tag tag, Vr vr) =>
        DicomDictionary.GetVr(tag) is var expected && (expected == vr || vr == Vr.UN || (expected == Vr.UN && vr.IsKnown));
}
