using System.Buffers;
using Gantry.Dicom;
using Gantry.Dicom.Imaging;

namespace Gantry.Fuzz.Harnesses;

/// <summary>Compressed frames: three bytes that describe them, then the frame.</summary>
internal static class FrameHarness
{
    private const int HeaderBytes = 3;

    public static Harness Of(string name, TransferSyntax transferSyntax) => new(name, bytes => Run(bytes, transferSyntax), () => Seeds(transferSyntax));

    /// <summary>Lossy JPEG; besides what is encoded here, inputs that another program encoded: progressive colour, and grey of 12 bits.</summary>
    public static Harness OfJpeg() => new("jpeg", bytes => Run(bytes, new TransferSyntax(Uids.JPEGBaseline8Bit)), () =>
    [
        .. Seeds(new TransferSyntax(Uids.JPEGBaseline8Bit)),
        [9, 14, 4, .. Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09P"
            + "T09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wgARCAAJAA4DASEAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAABP/EABUBAQEAAAAAAAAAAAAAAAAAAAME/9oADAMBAAIQAxAAAAEDxVTZ4P/EABgQAAMBAQAAAAAAAAAAAAAA"
            + "AAACBAMQ/9oACAEBAAEFAknFnM+f/8QAFREBAQAAAAAAAAAAAAAAAAAABAD/2gAIAQMBAT8BKiJf/8QAGBEAAwEBAAAAAAAAAAAAAAAAAAECETP/2gAIAQIBAT8BWUtZXE//xAAUEAEAAAAAAAAAAAAAAAAAAAAg/9oACAEBAAY/Ah//"
            + "xAAZEAADAAMAAAAAAAAAAAAAAAAAASEQYcH/2gAIAQEAAT8h0EasFw//2gAMAwEAAgADAAAAEPT/xAAYEQACAwAAAAAAAAAAAAAAAAAAAREhMf/aAAgBAwEBPxCFKzSP/8QAFxEAAwEAAAAAAAAAAAAAAAAAAAEhsf/aAAgBAgEBPxCw"
            + "Q2R//8QAGhAAAwADAQAAAAAAAAAAAAAAAAERMUFxwf/aAAgBAQABPxC08i1aF00MkP/Z")],
        [9, 14, 1, .. Convert.FromBase64String(
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//wQALDAAJAA4BAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACwr/xAAkEAAA"
            + "AAgHAAAAAAAAAAAAAAAAAgMECQohJ7LBNjdERlN0g//aAAgBAQAAPwCZJ20UsKQ4rBVFhmpSNSQ0BKigsJ202p5WCqLDPI1J0CVFH//Z")],
    ]);

    /// <summary>Decoded by a native library, where it is installed; the inputs to begin with are 14 by 9 greys of 8 and of 16 bits that another program encoded.</summary>
    public static Harness OfJpeg2000() => new("jpeg2000", bytes => Run(bytes, new TransferSyntax(Uids.JPEG2000Lossless)), () =>
    [
        [9, 14, 0, .. Convert.FromBase64String(
            "/0//UQApAAAAAAAOAAAACQAAAAAAAAAAAAAADgAAAAkAAAAAAAAAAAABBwEB/1IADAAAAAEAAgQEAAH/XAAKQEBISFBISFD/ZAAqAAFDcmVhdGVkIGJ5IEdEQ00vT3BlbkpQRUcgdmVyc2lvbiAyLjUuMP+QAAoAAAAAAHcA"
            + "Af+T34BwBYeiSjxLnOvCp0iWr3vD6gifgFQ+0GAJlo6DARlmnwwbfbk9vGfFq5UHNomEmevH2iE/AUj8AoAZWSpn/EfzuBCbaT+4xdS/FgCWulgutyNcMspdlX7bc8qJOGsMuk3rmJaCFv0z/9k=")],
        [9, 14, 1, .. Convert.FromBase64String(
            "/0//UQApAAAAAAAOAAAACQAAAAAAAAAAAAAADgAAAAkAAAAAAAAAAAABDwEB/1IADAAAAAEAAgQEAAH/XAAKQICIiJCIiJD/ZAAqAAFDcmVhdGVkIGJ5IEdEQ00vT3BlbkpQRUcgdmVyc2lvbiAyLjUuMP+QAAoAAAAAAIkA"
            + "Af+T3/iQ2AWXm8dsN979+jx24uaVVnPXQqrKSgnKWuiGl8AH2hEAfmFwAfgDABAGST1v6FLHEJc2JKaqboOUWXcOC801GV/AD8A2APzGIAPwByL3W1rzYC/fu1B8dtcl/eMPsjfjFi2BK2XSbMCXctzFIfSnSX8gpb4LdxjC/9k=")],
    ]);

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
        catch (PixelDataException refused)
        {
            // What a damaged frame has to be; but not because a decoder stumbled, which costs no more than the frame, and is a fault all the same.
            Promise.Holds(!refused.Message.StartsWith("The codec ", StringComparison.Ordinal), "A decoder says itself what it refuses.");
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
