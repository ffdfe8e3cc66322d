using Gantry.Dicom.Imaging;

namespace Gantry.Plugins.DicomWeb;

/// <summary>Pixel data for as long as they are read.</summary>
/// <param name="pixels">The pixel data.</param>
/// <param name="end">Gives them back.</param>
internal sealed class PixelLease(PixelData pixels, Action end) : IDisposable
{
    private Action? _end = end;

    public PixelData Pixels => pixels;

    public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
}
