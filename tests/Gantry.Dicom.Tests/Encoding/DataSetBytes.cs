using System.Buffers;
using System.Buffers.Binary;

namespace Gantry.Dicom.Tests;

/// <summary>Data sets made by hand, byte for byte, without the code under test.</summary>
internal sealed class DataSetBytes
{
    private readonly List<byte> _bytes = [];

    public static ReadOnlySequence<byte> InSegmentsOf(int length, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            return ReadOnlySequence<byte>.Empty;
        }

        var first = new Segment(bytes[..Math.Min(length, bytes.Length)], 0);
        var last = first;
        for (var start = length; start < bytes.Length; start += length)
        {
            last = last.Append(bytes.Slice(start, Math.Min(length, bytes.Length - start)));
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    /// <summary>Explicit VR little endian, short form.</summary>
    public DataSetBytes Short(uint tag, string vr, params ReadOnlySpan<byte> value) =>
        TagOf(tag).Bytes((byte)vr[0], (byte)vr[1], (byte)value.Length, (byte)(value.Length >> 8)).Bytes(value);

    /// <summary>Explicit VR little endian, long form.</summary>
    public DataSetBytes Long(uint tag, string vr, uint length, params ReadOnlySpan<byte> value) =>
        TagOf(tag).Bytes((byte)vr[0], (byte)vr[1], 0, 0).LengthOf(length).Bytes(value);

    /// <summary>Implicit VR little endian; also items and delimiters.</summary>
    public DataSetBytes Implicit(uint tag, uint length, params ReadOnlySpan<byte> value) => TagOf(tag).LengthOf(length).Bytes(value);

    public DataSetBytes Implicit(uint tag, uint length, byte[] first, byte[] second) => Implicit(tag, length, [.. first, .. second]);

    public DataSetBytes Item(uint length = 0xFFFF_FFFF) => Implicit(0xFFFE_E000, length);

    public DataSetBytes EndItem() => Implicit(0xFFFE_E00D, 0);

    public DataSetBytes EndSequence() => Implicit(0xFFFE_E0DD, 0);

    public DataSetBytes Bytes(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public byte[] ToArray() => [.. _bytes];

    private DataSetBytes TagOf(uint tag) => Bytes((byte)(tag >> 16), (byte)(tag >> 24), (byte)tag, (byte)(tag >> 8));

    private DataSetBytes LengthOf(uint length)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, length);
        return Bytes(bytes);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
