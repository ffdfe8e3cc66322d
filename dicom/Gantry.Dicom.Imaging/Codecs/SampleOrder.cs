namespace Gantry.Dicom.Imaging;

/// <summary>Changes between samples of a pixel together and planes of each sample (PS3.3 §C.7.6.3.1.3).</summary>
internal static class SampleOrder
{
    /// <summary>From planes to samples of a pixel together.</summary>
    public static void Interleave(ReadOnlySpan<byte> planes, PixelDescription description, Span<byte> pixels)
    {
        var (size, samples, count) = (description.SampleBytes, description.SamplesPerPixel, (int)description.PixelsPerFrame);
        for (var sample = 0; sample < samples; sample++)
        {
            var plane = planes.Slice(sample * count * size, count * size);
            for (var pixel = 0; pixel < count; pixel++)
            {
                plane.Slice(pixel * size, size).CopyTo(pixels[(((pixel * samples) + sample) * size)..]);
            }
        }
    }

    /// <summary>From samples of a pixel together to planes.</summary>
    public static void Separate(ReadOnlySpan<byte> pixels, PixelDescription description, Span<byte> planes)
    {
        var (size, samples, count) = (description.SampleBytes, description.SamplesPerPixel, (int)description.PixelsPerFrame);
        for (var sample = 0; sample < samples; sample++)
        {
            var plane = planes.Slice(sample * count * size, count * size);
            for (var pixel = 0; pixel < count; pixel++)
            {
                pixels.Slice(((pixel * samples) + sample) * size, size).CopyTo(plane[(pixel * size)..]);
            }
        }
    }
}
