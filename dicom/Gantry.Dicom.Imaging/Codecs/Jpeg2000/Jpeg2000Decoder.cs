using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Decodes codestreams of JPEG 2000 with OpenJPEG; they were compared with the description before.</summary>
internal static unsafe class Jpeg2000Decoder
{
    public static void Decode(ReadOnlySpan<byte> codestream, PixelDescription description, Span<byte> frame)
    {
        fixed (byte* bytes = codestream)
        {
            var input = new OpenJpegInput(bytes, codestream.Length);
            using var codec = OpenJpeg.CreateDecompress(OpenJpeg.Codestream);
            using var stream = OpenJpeg.CreateStream(1 << 16, isInput: 1);
            var parameters = stackalloc byte[OpenJpeg.DecoderParameterBytes];
            OpenJpeg.SetDefaultDecoderParameters(parameters);
            OpenJpeg.SetUserData(stream, &input, free: 0);
            OpenJpeg.SetUserDataLength(stream, (ulong)codestream.Length);
            OpenJpeg.SetRead(stream, &OpenJpegInput.Read);
            OpenJpeg.SetSkip(stream, &OpenJpegInput.Skip);
            OpenJpeg.SetSeek(stream, &OpenJpegInput.Seek);
            if (OpenJpeg.SetupDecoder(codec, parameters) == 0 || OpenJpeg.ReadHeader(stream, codec, out var image) == 0)
            {
                throw new PixelDataException("The header of a JPEG 2000 frame is damaged.");
            }

            using (image)
            {
                if (OpenJpeg.Decode(codec, stream, image) == 0)
                {
                    throw new PixelDataException("A JPEG 2000 frame is damaged.");
                }

                Store(image, description, frame);
            }
        }
    }

    private static void Store(OpenJpegImage image, PixelDescription description, Span<byte> frame)
    {
        var components = image.Components;
        if (components.Length != description.SamplesPerPixel)
        {
            throw new PixelDataException("A JPEG 2000 frame has other components than its header says.");
        }

        for (var component = 0; component < components.Length; component++)
        {
            var one = components[component];
            if (one.Width != description.Columns || one.Height != description.Rows || one.Data is null)
            {
                throw new PixelDataException("A JPEG 2000 frame has components of several sizes.");
            }

            Store(new ReadOnlySpan<int>(one.Data, (int)description.PixelsPerFrame), one, description, component, frame);
        }
    }

    // The sign is the codestream's business, what the pattern means the data set's: where they differ, the bits stay.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store(ReadOnlySpan<int> values, OpenJpegComponent component, PixelDescription description, int place, Span<byte> frame)
    {
        var (bytes, step) = (description.SampleBytes, description.SamplesPerPixel * description.SampleBytes);
        var unused = component.IsSigned == 0 && description.IsSigned ? 32 - (int)component.Precision : 0;
        switch (bytes)
        {
            case 0:
                for (var index = 0; index < values.Length; index++)
                {
                    frame[index / 8] |= (byte)((values[index] & 1) << (index % 8));
                }

                break;
            case 1:
                for (int index = 0, at = place; index < values.Length; index++, at += step)
                {
                    frame[at] = (byte)(values[index] << unused >> unused);
                }

                break;
            case 2:
                for (int index = 0, at = 2 * place; index < values.Length; index++, at += step)
                {
                    BinaryPrimitives.WriteInt16LittleEndian(frame[at..], (short)(values[index] << unused >> unused));
                }

                break;
            default:
                for (int index = 0, at = place * bytes; index < values.Length; index++, at += step)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(frame[at..], values[index] << unused >> unused);
                }

                break;
        }
    }
}
