namespace Gantry.Dicom.Imaging;

/// <summary>A frame as it is shown.</summary>
/// <param name="Width">Its columns.</param>
/// <param name="Height">Its rows.</param>
/// <param name="IsColor">True for red, green and blue of each pixel, false for a grey; a byte each.</param>
/// <param name="Pixels">Row by row, from the upper left.</param>
public sealed record RenderedImage(int Width, int Height, bool IsColor, ReadOnlyMemory<byte> Pixels)
{
    /// <summary>The bytes of a pixel: 1 or 3.</summary>
    public int PixelBytes => IsColor ? 3 : 1;
}
