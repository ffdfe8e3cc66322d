using Microsoft.Win32.SafeHandles;

namespace Gantry.Dicom.Imaging;

/// <summary>Bytes that can be read at any place: of memory, or of a part of a file.</summary>
internal abstract class ByteSource(long length)
{
    public long Length => length;

    /// <summary>The bytes from a place.</summary>
    /// <exception cref="PixelDataException">They are not all there.</exception>
    public void Read(long offset, Span<byte> to)
    {
        if (offset < 0 || offset > length - to.Length)
        {
            throw new PixelDataException("The pixel data end before the frame does.");
        }

        ReadWithin(offset, to);
    }

    protected abstract void ReadWithin(long offset, Span<byte> to);

    public static ByteSource Of(ReadOnlyMemory<byte> bytes) => new MemorySource(bytes);

    public static ByteSource Of(SafeFileHandle file, long start, long length) => new FileSource(file, start, length);

    private sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource(bytes.Length)
    {
        protected override void ReadWithin(long offset, Span<byte> to) => bytes.Span.Slice((int)offset, to.Length).CopyTo(to);
    }

    private sealed class FileSource(SafeFileHandle file, long start, long length) : ByteSource(length)
    {
        protected override void ReadWithin(long offset, Span<byte> to)
        {
            while (!to.IsEmpty)
            {
                var read = RandomAccess.Read(file, to, start + offset);
                if (read == 0)
                {
                    throw new PixelDataException("The file ends inside the pixel data.");
                }

                offset += read;
                to = to[read..];
            }
        }
    }
}
