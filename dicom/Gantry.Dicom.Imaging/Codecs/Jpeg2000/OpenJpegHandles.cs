using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>opj_codec_t.</summary>
internal sealed class OpenJpegCodec() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OpenJpeg.DestroyCodec(handle);
        return true;
    }
}

/// <summary>opj_stream_t.</summary>
internal sealed class OpenJpegStream() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OpenJpeg.DestroyStream(handle);
        return true;
    }
}

/// <summary>opj_image_t.</summary>
internal sealed class OpenJpegImage() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>The components, which live as long as this.</summary>
    public unsafe ReadOnlySpan<OpenJpegComponent> Components
    {
        get
        {
            var image = (Layout*)handle;
            return new ReadOnlySpan<OpenJpegComponent>(image->Components, (int)image->ComponentCount);
        }
    }

    /// <summary>Says how large an image that is to be encoded is.</summary>
    public unsafe void SetExtent(uint width, uint height)
    {
        var image = (Layout*)handle;
        (image->X1, image->Y1) = (width, height);
    }

    protected override bool ReleaseHandle()
    {
        OpenJpeg.DestroyImage(handle);
        return true;
    }

    [StructLayout(LayoutKind.Sequential)]
    private unsafe struct Layout
    {
        public uint X0, Y0, X1, Y1;
        public uint ComponentCount;
        public int ColorSpace;
        public OpenJpegComponent* Components;
    }
}
