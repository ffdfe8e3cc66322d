namespace Gantry.Dicom.Imaging;

/// <summary>Memory for frames that are worked on one after the other: what was in it is lost with the next one.</summary>
internal sealed class FrameBuffers
{
    /// <summary>For a frame as it is stored.</summary>
    public FrameBuffer Stored { get; } = new();

    /// <summary>For its samples.</summary>
    public FrameBuffer Samples { get; } = new();
}

/// <summary>Memory that is used again, and becomes as large as the largest frame.</summary>
internal sealed class FrameBuffer
{
    private byte[] _bytes = [];

    /// <summary>So many bytes; what is in them is left from before.</summary>
    public Memory<byte> Take(int length)
    {
        if (_bytes.Length < length)
        {
            _bytes = GC.AllocateUninitializedArray<byte>(_bytes.Length == 0 ? length : (int)Math.Min(length + (length / 4L), Array.MaxLength));
        }

        return _bytes.AsMemory(0, length);
    }
}
