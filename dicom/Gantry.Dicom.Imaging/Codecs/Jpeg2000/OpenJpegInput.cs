using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>The bytes that the library reads, and what it calls to read them. No call reads beyond them.</summary>
internal unsafe struct OpenJpegInput(byte* data, long length)
{
    private readonly byte* _data = data;
    private readonly long _length = length;
    private long _position;

    [UnmanagedCallersOnly]
    public static nuint Read(byte* buffer, nuint count, OpenJpegInput* input)
    {
        var taken = (long)Math.Min(count, (ulong)(input->_length - input->_position));
        if (taken == 0)
        {
            return nuint.MaxValue; // the end
        }

        NativeMemory.Copy(input->_data + input->_position, buffer, (nuint)taken);
        input->_position += taken;
        return (nuint)taken;
    }

    [UnmanagedCallersOnly]
    public static long Skip(long count, OpenJpegInput* input)
    {
        var taken = Math.Clamp(count, -input->_position, input->_length - input->_position);
        input->_position += taken;
        return taken == 0 && count != 0 ? -1 : taken;
    }

    [UnmanagedCallersOnly]
    public static int Seek(long position, OpenJpegInput* input)
    {
        if (position < 0 || position > input->_length)
        {
            return 0;
        }

        input->_position = position;
        return 1;
    }
}
