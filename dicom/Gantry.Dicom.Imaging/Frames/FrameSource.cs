namespace Gantry.Dicom.Imaging;

/// <summary>The frames of pixel data, each found without reading the others. Safe for concurrent use.</summary>
internal abstract class FrameSource
{
    /// <summary>The bytes of a frame as they are stored, native ones in little endian order and from the first bit of a byte.</summary>
    /// <param name="frame">Its number, from 0.</param>
    /// <param name="buffer">Where they may be put.</param>
    /// <exception cref="PixelDataException">It is not there, or not whole.</exception>
    public abstract ReadOnlyMemory<byte> Read(int frame, FrameBuffer buffer);
}
