namespace Gantry.Dicom.Imaging;

/// <summary>Changes between red, green and blue and luminance and chrominances of 8 bits (PS3.3 §C.7.6.3.1.2).</summary>
internal static class YbrColor
{
    private const int Bits = 16;
    private const int Half = 1 << (Bits - 1);

    public static void ToRgb(Span<byte> pixels)
    {
        for (var at = 0; at + 3 <= pixels.Length; at += 3)
        {
            int luminance = pixels[at] << Bits, blue = pixels[at + 1] - 128, red = pixels[at + 2] - 128;
            pixels[at] = Clamp(luminance + (91_881 * red));
            pixels[at + 1] = Clamp(luminance - (22_554 * blue) - (46_802 * red));
            pixels[at + 2] = Clamp(luminance + (116_130 * blue));
        }
    }

    public static void FromRgb(Span<byte> pixels)
    {
        for (var at = 0; at + 3 <= pixels.Length; at += 3)
        {
            int red = pixels[at], green = pixels[at + 1], blue = pixels[at + 2];
            pixels[at] = Clamp((19_595 * red) + (38_470 * green) + (7_471 * blue));
            pixels[at + 1] = Clamp((-11_059 * red) - (21_709 * green) + (32_768 * blue) + (128 << Bits));
            pixels[at + 2] = Clamp((32_768 * red) - (27_439 * green) - (5_329 * blue) + (128 << Bits));
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp((value + Half) >> Bits, 0, 255);
}
