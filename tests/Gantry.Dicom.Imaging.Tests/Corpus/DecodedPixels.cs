using System.Security.Cryptography;

namespace Gantry.Dicom.Imaging.Tests;

/// <summary>All frames of pixel data, decoded, as a native value field has them.</summary>
internal static class DecodedPixels
{
    /// <summary>The value field in the order of samples that the data set describes, or in the other one; padded to an even length.</summary>
    public static byte[] Of(PixelData pixels, PixelCodecs codecs, bool isPlanar)
    {
        var description = pixels.Description;
        using var value = new MemoryStream();
        var bits = new List<bool>();
        for (var frame = 1; frame <= description.NumberOfFrames; frame++)
        {
            var decoded = pixels.Decode(frame, codecs);
            var samples = decoded.Samples.ToArray();
            if (description.BitsAllocated == 1)
            {
                bits.AddRange(Enumerable.Range(0, (int)description.PixelsPerFrame).Select(bit => (samples[bit / 8] >> (bit % 8) & 1) != 0));
                continue;
            }

            if (isPlanar && description.SamplesPerPixel > 1)
            {
                var planes = new byte[samples.Length];
                SampleOrder.Separate(samples, decoded.Description, planes);
                samples = planes;
            }

            value.Write(samples);
        }

        foreach (var eight in bits.Chunk(8))
        {
            value.WriteByte((byte)eight.Select((bit, place) => bit ? 1 << place : 0).Sum());
        }

        if (value.Length % 2 != 0)
        {
            value.WriteByte(0);
        }

        return value.ToArray();
    }

    /// <summary>The same with the stored bits alone.</summary>
    public static byte[] WithoutSign(byte[] value, PixelDescription description)
    {
        if (description.BitsAllocated != 16)
        {
            return value;
        }

        var masked = value.ToArray();
        for (var at = 1; at < masked.Length; at += 2)
        {
            masked[at] &= (byte)(((1 << (description.HighBit + 1)) - 1) >> 8);
        }

        return masked;
    }

    /// <summary>The same with a byte for each bit, where samples are single bits.</summary>
    public static byte[] BitsAsBytes(byte[] value, PixelDescription description)
    {
        var bits = (int)description.PixelsPerFrame * description.NumberOfFrames;
        return description.BitsAllocated != 1 ? value : [.. Enumerable.Range(0, bits + (bits & 1)).Select(bit => (byte)(bit < bits ? value[bit / 8] >> (bit % 8) & 1 : 0))];
    }

    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
