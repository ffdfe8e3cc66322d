using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Pixel data that are open, with the file that they lie in where they are not in memory.</summary>
/// <param name="pixels">The pixel data.</param>
/// <param name="spool">The file; null for those in memory.</param>
/// <param name="bytes">The bytes of the file.</param>
internal sealed class OpenPixels(PixelData pixels, Spool? spool, long bytes) : IDisposable
{
    public PixelData Pixels => pixels;

    public long Bytes => bytes;

    public void Dispose()
    {
        pixels.Dispose();
        spool?.Dispose();
    }
}
