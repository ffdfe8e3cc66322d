using System.Diagnostics.CodeAnalysis;

namespace Gantry.Dicom;

/// <summary>Sequences under VR UN with a defined length, whose items are implicit VR little endian (PS3.5 §6.2.2). The element itself keeps its bytes.</summary>
internal static class UnknownSequence
{
    /// <summary>Reads the items, where the element is known to be a sequence or where its bytes cannot be anything else.</summary>
    public static bool TryRead(DicomDataSet owner, DicomBytes element, [NotNullWhen(true)] out DicomSequence? sequence)
    {
        sequence = null;
        if ((element.Vr != Vr.UN && element.Vr.Code != 0) || !BeginsWithItem(element.Value.Span) || owner.VrOf(element) is var vr && vr != Vr.SQ && vr != Vr.UN)
        {
            return false;
        }

        try
        {
            sequence = Read(owner, element);
            return true;
        }
        catch (DicomEncodingException)
        {
            return false; // bytes that happen to begin like an item
        }
    }

    /// <summary>Reads the items.</summary>
    /// <exception cref="DicomEncodingException">The bytes are not items.</exception>
    public static DicomSequence Read(DicomDataSet owner, DicomBytes element) => DataSetScanner.ReadItems(element.Tag, element.Value, owner.CharacterSet);

    private static bool BeginsWithItem(ReadOnlySpan<byte> value) => value.Length >= ElementHeader.MinimumBytes && value.StartsWith<byte>([0xFE, 0xFF, 0x00, 0xE0]);
}
