using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>How pixels are stored: the Image Pixel module (PS3.3 §C.7.6.3). Immutable.</summary>
public sealed partial record PixelDescription
{
    /// <summary>The largest frame that is worked with, in bytes: 1 GiB.</summary>
    public const int MaximumFrameBytes = 1 << 30;

    /// <summary>Rows (0028,0010): 1 to 65,535.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns (0028,0011): 1 to 65,535.</summary>
    public required int Columns { get; init; }

    /// <summary>Samples per Pixel (0028,0002): 1 to 4; 1 unless set.</summary>
    public int SamplesPerPixel { get; init; } = 1;

    /// <summary>Photometric Interpretation (0028,0004); MONOCHROME2 unless set.</summary>
    public PhotometricInterpretation PhotometricInterpretation { get; init; } = PhotometricInterpretation.Monochrome2;

    /// <summary>Planar Configuration (0028,0006): true where a frame is all of the first sample, then all of the second, and so on.</summary>
    public bool IsPlanar { get; init; }

    /// <summary>Bits Allocated (0028,0100): 1, 8, 16, 32 or 64.</summary>
    public required int BitsAllocated { get; init; }

    /// <summary>Bits Stored (0028,0101): 1 to <see cref="BitsAllocated"/>.</summary>
    public required int BitsStored { get; init; }

    /// <summary>High Bit (0028,0102): the place of the most significant stored bit, <see cref="BitsStored"/> - 1 as a rule.</summary>
    public required int HighBit { get; init; }

    /// <summary>Pixel Representation (0028,0103): true for two's complement.</summary>
    public bool IsSigned { get; init; }

    /// <summary>True for Float Pixel Data (7FE0,0008) and Double Float Pixel Data (7FE0,0009).</summary>
    public bool IsFloatingPoint { get; init; }

    /// <summary>Number of Frames (0028,0008); 1 unless set.</summary>
    public int NumberOfFrames { get; init; } = 1;

    /// <summary>The pixels of a frame.</summary>
    public long PixelsPerFrame => (long)Rows * Columns;

    /// <summary>The bytes of a sample; 0 where eight samples share one.</summary>
    public int SampleBytes => BitsAllocated / 8;

    /// <summary>The bytes of a decoded frame: each sample in a cell of <see cref="BitsAllocated"/> bits; of 1 bit eight in a byte, the first in its least significant bit.</summary>
    public int FrameBytes => (int)FrameBytesUnchecked;

    private long FrameBytesUnchecked => BitsAllocated == 1 ? ((PixelsPerFrame * SamplesPerPixel) + 7) / 8 : PixelsPerFrame * SamplesPerPixel * SampleBytes;

    /// <summary>The description, once it is certain that it can be.</summary>
    /// <exception cref="PixelDataException">A value is out of its range, or a frame is larger than <see cref="MaximumFrameBytes"/>.</exception>
    public PixelDescription Checked()
    {
        Check(Rows is >= 1 and <= 65_535, "Rows", Rows);
        Check(Columns is >= 1 and <= 65_535, "Columns", Columns);
        Check(SamplesPerPixel is >= 1 and <= 4, "Samples per Pixel", SamplesPerPixel);
        Check(BitsAllocated is 1 or 8 or 16 or 32 or 64, "Bits Allocated", BitsAllocated);
        Check(BitsStored >= 1 && BitsStored <= BitsAllocated, "Bits Stored", BitsStored);
        Check(HighBit >= BitsStored - 1 && HighBit < BitsAllocated, "High Bit", HighBit);
        Check(NumberOfFrames >= 1, "Number of Frames", NumberOfFrames);
        return FrameBytesUnchecked <= MaximumFrameBytes
            ? this
            : throw new PixelDataException($"A frame of {FrameBytesUnchecked.ToString(CultureInfo.InvariantCulture)} bytes is larger than the limit of 1 GiB.");
    }

    private static void Check(bool isRight, string attribute, int value)
    {
        if (!isRight)
        {
            throw new PixelDataException(string.Create(CultureInfo.InvariantCulture, $"{attribute} {value} does not describe pixel data."));
        }
    }
}
