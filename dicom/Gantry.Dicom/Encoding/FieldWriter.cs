using System.Buffers;
using System.Buffers.Binary;

namespace Gantry.Dicom;

/// <summary>Writes the fields that elements are made of: headers and value fields (PS3.5 §7.1).</summary>
internal readonly struct FieldWriter(IBufferWriter<byte> output, TransferSyntax transferSyntax)
{
    private readonly bool _isExplicit = transferSyntax.IsExplicitVR;
    private readonly bool _isBigEndian = transferSyntax.IsBigEndian;

    /// <summary>The VR to write an element's header with: what has none, or is too long for the short form, is unknown (PS3.5 §6.2.2).</summary>
    public static Vr VrOf(Vr vr, long length) => vr.Code == 0 || (!vr.IsLongForm && length > 0xFFFE) ? Vr.UN : vr;

    /// <summary>The bytes of the units that have to be swapped in a value; 1 for none. What is written as unknown is always little endian (PS3.5 §6.2.2).</summary>
    public int SwappedUnitBytes(Vr vr, Vr writtenVr, bool isBigEndian) => isBigEndian == (_isBigEndian && writtenVr != Vr.UN) ? 1 : vr.UnitBytes;

    public void WriteElement(Tag tag, Vr vr, ReadOnlySpan<byte> value, bool isBigEndian)
    {
        var writtenVr = VrOf(vr, value.Length);
        WriteHeader(tag, writtenVr, (uint)(value.Length + (value.Length & 1)));
        ByteOrder.WriteSwapped(value, SwappedUnitBytes(vr, writtenVr, isBigEndian), output);
        Pad(value.Length, vr.PaddingByte);
    }

    public void WriteHeader(Tag tag, Vr vr, uint length)
    {
        if (!_isExplicit)
        {
            WriteTagAndLength(tag, length);
            return;
        }

        var span = output.GetSpan(ElementHeader.MaximumBytes);
        Put(span, tag);
        span[4] = (byte)(vr.Code >> 8);
        span[5] = (byte)vr.Code;
        if (vr.IsLongForm)
        {
            span[6] = 0;
            span[7] = 0;
            Put(span[8..], length);
            output.Advance(12);
        }
        else
        {
            Put(span[6..], (ushort)length);
            output.Advance(8);
        }
    }

    public void WriteTagAndLength(Tag tag, uint length)
    {
        var span = output.GetSpan(8);
        Put(span, tag);
        Put(span[4..], length);
        output.Advance(8);
    }

    public void WriteNumber(uint value)
    {
        Put(output.GetSpan(4), value);
        output.Advance(4);
    }

    /// <summary>Makes a value of odd length even.</summary>
    public void Pad(long length, byte padding)
    {
        if ((length & 1) != 0)
        {
            output.GetSpan(1)[0] = padding;
            output.Advance(1);
        }
    }

    private void Put(Span<byte> span, Tag tag)
    {
        Put(span, tag.Group);
        Put(span[2..], tag.Element);
    }

    private void Put(Span<byte> span, ushort value)
    {
        if (_isBigEndian)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt16LittleEndian(span, value);
        }
    }

    private void Put(Span<byte> span, uint value)
    {
        if (_isBigEndian)
        {
            BinaryPrimitives.WriteUInt32BigEndian(span, value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32LittleEndian(span, value);
        }
    }
}
