using System.Buffers;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Fuzz.Harnesses;

/// <summary>Compressed frames: three bytes that describe them, then the frame.</summary>
internal static class FrameHarness
{
    private const int HeaderBytes = 3;

    public static Harness Of(string name, TransferSyntax transferSyntax) => new(name, bytes => Run(bytes, transferSyntax), () => Seeds(transferSyntax));

    private static void Run(byte[] bytes, TransferSyntax transferSyntax)
    {
        if (bytes.Length < HeaderBytes)
        {
            return;
        }

        var description = Describe(bytes[0], bytes[1], bytes[2]);
        try
        {
            var decoded = PixelCodecs.BuiltIn.Decode(bytes.AsSpan(HeaderBytes), transferSyntax, description);
            Promise.Holds(decoded.Samples.Length == description.FrameBytes, "A frame that was decoded is as large as described.");
        }
        catch (PixelDataException)
        {
            // What a damaged frame has to be.
        }
    }

    private static IEnumerable<byte[]> Seeds(TransferSyntax transferSyntax)
    {
        foreach (var form in (byte[])[0b000, 0b001, 0b100, 0b101])
        {
            var description = Describe(9, 14, form);
            var frame = new byte[description.FrameBytes];
            for (var at = 0; at < frame.Length; at++)
            {
                frame[at] = (byte)(at < frame.Length / 2 ? at * at / 7 : 5);
            }

            if (form % 2 != 0 && transferSyntax.Uid == Uids.JPEGBaseline8Bit)
            {
                continue; // baseline has bytes only
            }

            var output = new ArrayBufferWriter<byte>();
            PixelCodecs.BuiltIn.Encode(new DecodedFrame(description, frame), transferSyntax, PixelEncodingOptions.Default, output);
            yield return [9, 14, form, .. output.WrittenSpan];
        }
    }

    // Of the third byte: the lowest bit for two bytes a sample, the third for colour.
    private static PixelDescription Describe(byte rows, byte columns, byte form)
    {
        var (bits, samples) = ((form & 1) == 0 ? 8 : 16, (form & 4) == 0 ? 1 : 3);
        return new PixelDescription
        {
            Rows = Math.Max((int)rows, 1),
            Columns = Math.Max((int)columns, 1),
            SamplesPerPixel = samples,
            PhotometricInterpretation = samples == 1 ? PhotometricInterpretation.Monochrome2 : PhotometricInterpretation.Rgb,
            BitsAllocated = bits,
            BitsStored = bits,
            HighBit = bits - 1,
        };
    }
}
