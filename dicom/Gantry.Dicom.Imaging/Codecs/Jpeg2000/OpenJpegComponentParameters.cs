using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>opj_image_cmptparm_t.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenJpegComponentParameters
{
    public uint Dx, Dy, Width, Height, X0, Y0, Precision, BitsPerPixel, IsSigned;
}
