using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>The frames of encapsulated pixel data, each of one or more fragments (PS3.5 §A.4).</summary>
/// <remarks>An offset table that is right spares looking at the fragments of other frames; one that is wrong is not used.</remarks>
internal sealed class EncapsulatedFrames(FragmentSource source, PixelDescription description, ReadOnlyMemory<byte> extendedOffsetTable) : FrameSource
{
    // Nothing that compresses makes more of a frame than a little; so much would be no frame.
    private readonly long _largest = Math.Min((4L * description.FrameBytes) + (16 << 20), Array.MaxLength);
    private readonly FrameTable? _table = FrameTable.Read(extendedOffsetTable.Span, source.OffsetTable.Span, description.NumberOfFrames);
    private readonly Lazy<long[]> _starts = new(() => FrameScan.FindStarts(source, description.NumberOfFrames));

    public override ReadOnlyMemory<byte> Read(int frame, FrameBuffer buffer) =>
        _table is not null && source.TryGet(_table.Start(frame), out _) && (frame == 0 || _table.Start(frame) > _table.Start(frame - 1))
            ? Read(frame, _table.Start(frame), _table.End(frame), buffer)
            : Read(frame, Start(frame), frame + 1 < _starts.Value.Length ? _starts.Value[frame + 1] : long.MaxValue, buffer);

    private long Start(int frame) => frame < _starts.Value.Length
        ? _starts.Value[frame]
        : throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"The pixel data have {_starts.Value.Length} frames, not {description.NumberOfFrames}."));

    private Memory<byte> Read(int frame, long start, long end, FrameBuffer buffer)
    {
        long length = 0;
        for (var offset = start; offset < end && source.TryGet(offset, out var fragment); offset = fragment.Next)
        {
            length += fragment.Length;
            if (length > _largest)
            {
                throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"The fragments of frame {frame + 1} are longer than a frame of {description.FrameBytes} bytes can be."));
            }
        }

        var bytes = buffer.Take((int)length);
        var rest = bytes.Span;
        for (var offset = start; !rest.IsEmpty && source.TryGet(offset, out var fragment); offset = fragment.Next)
        {
            source.Read(fragment, rest[..fragment.Length]);
            rest = rest[fragment.Length..];
        }

        return bytes;
    }
}
