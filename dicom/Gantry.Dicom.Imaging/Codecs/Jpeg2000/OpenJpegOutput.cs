using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Where the library writes, and what it calls to write. No call writes beyond the end; one that would fails.</summary>
internal unsafe struct OpenJpegOutput(byte* data, long capacity)
{
    private readonly byte* _data = data;
    private readonly long _capacity = capacity;
    private long _position;

    /// <summary>The bytes that were written.</summary>
    public long Length { get; private set; }

    [UnmanagedCallersOnly]
    public static nuint Write(byte* buffer, nuint count, OpenJpegOutput* output)
    {
        if (count > (ulong)(output->_capacity - output->_position))
        {
            return nuint.MaxValue; // the encoder fails
        }

        NativeMemory.Copy(buffer, output->_data + output->_position, count);
        output->Move(output->_position + (long)count);
        return count;
    }

    [UnmanagedCallersOnly]
    public static long Skip(long count, OpenJpegOutput* output) => output->Move(output->_position + count) ? count : -1;

    [UnmanagedCallersOnly]
    public static int Seek(long position, OpenJpegOutput* output) => output->Move(position) ? 1 : 0;

    private bool Move(long position)
    {
        if (position < 0 || position > _capacity)
        {
            return false;
        }

        _position = position;
        Length = Math.Max(Length, position);
        return true;
    }
}
