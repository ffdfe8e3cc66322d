using Gantry.Dicom.Imaging;

namespace Gantry.Fuzz.Harnesses;

/// <summary>The value field of encapsulated pixel data: a byte that tells the number of frames, then items.</summary>
internal static class FragmentHarness
{
    public static void Run(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        var frames = 1 + (bytes[0] % 8);
        var description = new PixelDescription { Rows = 4, Columns = 4, BitsAllocated = 8, BitsStored = 8, HighBit = 7, NumberOfFrames = frames };
        try
        {
            var source = new EncapsulatedFrames(new StoredFragments(ByteSource.Of(bytes.AsMemory(1))), description, default);
            for (var frame = frames - 1; frame >= 0; frame--)
            {
                Promise.Holds(source.Read(frame, new FrameBuffer()).Length < bytes.Length, "A frame has no more bytes than its fragments.");
            }
        }
        catch (PixelDataException)
        {
            // What damaged pixel data have to be.
        }
    }

    public static IEnumerable<byte[]> Seeds()
    {
        byte[] first = [0xFE, 0xFF, 0x00, 0xE0, 4, 0, 0, 0, 0xFF, 0xD8, 0xFF, 1];
        byte[] second = [0xFE, 0xFF, 0x00, 0xE0, 2, 0, 0, 0, 3, 4];
        byte[] end = [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0];
        yield return [1, 0xFE, 0xFF, 0x00, 0xE0, 8, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, .. first, .. second, .. end];
        yield return [1, 0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, .. first, .. second, .. first, .. second, .. end];
        yield return [0, 0xFE, 0xFF, 0x00, 0xE0, 0, 0, 0, 0, .. first, .. second, .. end];
    }
}
