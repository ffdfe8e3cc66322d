using System.Buffers;

namespace Gantry.Dicom.Network.Tests.Support;

/// <summary>Sequences cut into segments, so that readers meet every boundary.</summary>
internal static class Segments
{
    public static ReadOnlySequence<byte> InSegmentsOf(this byte[] bytes, int length)
    {
        Segment? first = null, last = null;
        for (var i = 0; i < bytes.Length; i += length)
        {
            last = new Segment(bytes.AsMemory(i, Math.Min(length, bytes.Length - i)), last);
            first ??= last;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            RunningIndex = previous is null ? 0 : previous.RunningIndex + previous.Memory.Length;
            previous?.Next = this;
        }
    }
}
