using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>opj_image_comp_t, of a 64-bit process.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenJpegComponent
{
    public uint Dx, Dy, Width, Height, X0, Y0, Precision, BitsPerPixel, IsSigned, ResolutionsDecoded, Factor;
    public int* Data;
    public ushort Alpha;
}
