using Gantry.Dicom;

namespace Gantry.Benchmarks.Codecs;

/// <summary>Frames that are about as hard to compress as CT: soft shapes, edges, and noise in the lower bits.</summary>
internal static class SampleImage
{
    /// <summary>Rows and columns.</summary>
    public const int Side = 512;

    /// <summary>Writes a file with cells of 16 bits, 12 of them stored, or of 8 that are the upper ones.</summary>
    public static void Write(string path, int frames, int bits)
    {
        var samples = new byte[frames * Side * Side * bits / 8];
        var random = new Random(7);
        for (var frame = 0; frame < frames; frame++)
        {
            for (var pixel = 0; pixel < Side * Side; pixel++)
            {
                var (x, y) = ((pixel % Side) - (Side / 2), (pixel / Side) - (Side / 2));
                var distance = Math.Sqrt((x * x) + (y * y * 1.5));
                var tissue = distance > 220 ? 20 : distance > 205 ? 1_800 : 1_040 + (60 * Math.Sin((x + frame) / 23.0) * Math.Cos(y / 31.0));
                var value = (ushort)Math.Clamp(tissue + random.Next(-12, 13) + random.Next(-12, 13), 0, 4_095);
                var index = (frame * Side * Side) + pixel;
                if (bits == 8)
                {
                    samples[index] = (byte)(value >> 4);
                }
                else
                {
                    BitConverter.TryWriteBytes(samples.AsSpan(2 * index), value);
                }
            }
        }

        var image = new DicomDataSetBuilder().Set(Tags.SOPClassUID, bits == 8 ? Uids.MultiFrameGrayscaleByteSecondaryCaptureImageStorage : Uids.MultiFrameGrayscaleWordSecondaryCaptureImageStorage).Set(Tags.SOPInstanceUID, Uid.New())
            .Set(Tags.SamplesPerPixel, 1).Set(Tags.PhotometricInterpretation, "MONOCHROME2").Set(Tags.NumberOfFrames, frames).Set(Tags.Rows, Side).Set(Tags.Columns, Side)
            .Set(Tags.BitsAllocated, bits).Set(Tags.BitsStored, bits == 8 ? 8 : 12).Set(Tags.HighBit, bits == 8 ? 7 : 11).Set(Tags.PixelRepresentation, 0)
            .Set(new DicomBytes(Tags.PixelData, bits == 8 ? Vr.OB : Vr.OW, samples)).Build();
        File.WriteAllBytes(path, DicomFile.ToArray(image, TransferSyntax.ExplicitVRLittleEndian));
    }
}
