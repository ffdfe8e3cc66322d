using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gantry.Dicom.Imaging;

/// <summary>Encodes codestreams of JPEG 2000 with OpenJPEG: one tile, one layer.</summary>
internal static unsafe class Jpeg2000Encoder
{
    private const int MostResolutions = 6;
    private const int HeaderBytes = 1 << 16;

    /// <summary>Writes a frame.</summary>
    /// <param name="frame">Samples of 8 or 16 bits, those of a pixel together.</param>
    /// <param name="description">What they are.</param>
    /// <param name="ratio">How many times smaller it becomes; null to lose nothing.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="PixelDataException">The library refuses it.</exception>
    public static void Encode(ReadOnlySpan<byte> frame, PixelDescription description, double? ratio, IBufferWriter<byte> output)
    {
        // What cannot be compressed becomes larger, but never by half.
        var codestream = ArrayPool<byte>.Shared.Rent(frame.Length + (frame.Length / 2) + HeaderBytes);
        try
        {
            using var image = ImageOf(frame, description);
            output.Write(codestream.AsSpan(0, Encode(image, Parameters(description, ratio), codestream)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(codestream);
        }
    }

    private static int Encode(OpenJpegImage image, OpenJpegEncoderParameters parameters, byte[] codestream)
    {
        fixed (byte* bytes = codestream)
        {
            var output = new OpenJpegOutput(bytes, codestream.Length);
            using var codec = OpenJpeg.CreateCompress(OpenJpeg.Codestream);
            using var stream = OpenJpeg.CreateStream(1 << 16, isInput: 0);
            OpenJpeg.SetUserData(stream, &output, free: 0);
            OpenJpeg.SetWrite(stream, &OpenJpegOutput.Write);
            OpenJpeg.SetSkip(stream, &OpenJpegOutput.Skip);
            OpenJpeg.SetSeek(stream, &OpenJpegOutput.Seek);
            var isDone = OpenJpeg.SetupEncoder(codec, &parameters, image) != 0 && OpenJpeg.StartCompress(codec, image, stream) != 0
                && OpenJpeg.Encode(codec, stream) != 0 && OpenJpeg.EndCompress(codec, stream) != 0;
            return isDone ? (int)output.Length : throw new PixelDataException($"libopenjp2 {OpenJpeg.Version} does not encode the frame.");
        }
    }

    private static OpenJpegEncoderParameters Parameters(PixelDescription description, double? ratio)
    {
        OpenJpegEncoderParameters parameters;
        OpenJpeg.SetDefaultEncoderParameters(&parameters);
        if (!parameters.AreDefaults)
        {
            throw new PixelDataException($"The parameters of libopenjp2 {OpenJpeg.Version} are not those that are known here, so nothing is encoded with it.");
        }

        parameters.AllocatesByRate = 1;
        parameters.Layers = 1;
        parameters.Rate = (float)(ratio ?? 0);
        parameters.IsIrreversible = ratio is null ? 0 : 1;
        parameters.Resolutions = Math.Min(MostResolutions, BitOperations.Log2((uint)Math.Min(description.Rows, description.Columns)) + 1);
        parameters.TransformsComponents = description.PhotometricInterpretation == PhotometricInterpretation.Rgb ? (byte)1 : (byte)0;
        return parameters;
    }

    private static OpenJpegImage ImageOf(ReadOnlySpan<byte> frame, PixelDescription description)
    {
        var one = new OpenJpegComponentParameters
        {
            Dx = 1,
            Dy = 1,
            Width = (uint)description.Columns,
            Height = (uint)description.Rows,
            Precision = (uint)PrecisionOf(frame, description),
            IsSigned = description.IsSigned ? 1u : 0,
        };
        var components = stackalloc OpenJpegComponentParameters[description.SamplesPerPixel];
        new Span<OpenJpegComponentParameters>(components, description.SamplesPerPixel).Fill(one);
        var image = OpenJpeg.CreateImage((uint)description.SamplesPerPixel, components, OpenJpeg.UnspecifiedColors);
        if (image.IsInvalid)
        {
            throw new PixelDataException("There is not the memory for libopenjp2 to encode a frame.");
        }

        image.SetExtent(one.Width, one.Height);
        for (var component = 0; component < description.SamplesPerPixel; component++)
        {
            Load(frame, description, component, new Span<int>(image.Components[component].Data, (int)description.PixelsPerFrame));
        }

        return image;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Load(ReadOnlySpan<byte> frame, PixelDescription description, int component, Span<int> values)
    {
        var step = description.SamplesPerPixel;
        var words = MemoryMarshal.Cast<byte, ushort>(frame);
        switch (description.SampleBytes, description.IsSigned)
        {
            case (1, false):
                for (int index = 0, at = component; index < values.Length; index++, at += step)
                {
                    values[index] = frame[at];
                }

                break;
            case (1, true):
                for (int index = 0, at = component; index < values.Length; index++, at += step)
                {
                    values[index] = (sbyte)frame[at];
                }

                break;
            case (_, false):
                for (int index = 0, at = component; index < values.Length; index++, at += step)
                {
                    values[index] = LittleEndian(words[at]);
                }

                break;
            default:
                for (int index = 0, at = component; index < values.Length; index++, at += step)
                {
                    values[index] = (short)LittleEndian(words[at]);
                }

                break;
        }
    }

    // As many bits as are stored, unless something else is in those above: overlays of old. The sign of signed samples may be there.
    private static int PrecisionOf(ReadOnlySpan<byte> frame, PixelDescription description)
    {
        var stored = description.HighBit + 1;
        var fits = stored >= description.BitsAllocated || (description.IsSigned ? IsExtended(frame, stored, description.SampleBytes) : !SampleRow.HasBitsAbove(frame, stored, description.SampleBytes));
        return fits ? stored : description.BitsAllocated;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsExtended(ReadOnlySpan<byte> frame, int stored, int bytes)
    {
        var (unused, others) = (32 - stored, 0);
        var words = MemoryMarshal.Cast<byte, ushort>(frame);
        for (var at = 0; at < frame.Length / bytes; at++)
        {
            var value = bytes == 1 ? (sbyte)frame[at] : (short)LittleEndian(words[at]);
            others |= (value << unused >> unused) ^ value;
        }

        return others == 0;
    }

    private static ushort LittleEndian(ushort word) => BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
}
