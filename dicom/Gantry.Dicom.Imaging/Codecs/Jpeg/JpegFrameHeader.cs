using System.Buffers.Binary;
using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>A frame header of JPEG or JPEG-LS (ITU-T T.81 §B.2.2).</summary>
/// <param name="Precision">The bits of a sample.</param>
/// <param name="Lines">The rows; 0 where DNL tells them behind the first scan.</param>
/// <param name="SamplesPerLine">The columns.</param>
/// <param name="Components">The identifiers of the components, in order.</param>
/// <param name="Sampling">How many samples each component has in a unit: horizontally in the upper, vertically in the lower four bits.</param>
/// <param name="QuantizationTables">The number of each component's quantization table, of lossy processes.</param>
internal sealed record JpegFrameHeader(int Precision, int Lines, int SamplesPerLine, byte[] Components, byte[] Sampling, byte[] QuantizationTables)
{
    /// <summary>True where components have different numbers of samples.</summary>
    public bool IsSubsampled => Sampling.AsSpan().ContainsAnyExcept(Sampling[0]);

    /// <summary>The samples of a unit of the component that has most of them, horizontally.</summary>
    public int MostAcross { get; } = Most(Sampling, 4);

    /// <summary>The same vertically.</summary>
    public int MostDown { get; } = Most(Sampling, 0);

    private static int Most(ReadOnlySpan<byte> sampling, int shift)
    {
        var most = 0;
        foreach (var one in sampling)
        {
            most = Math.Max(most, (one >> shift) & 0x0F);
        }

        return most;
    }

    /// <exception cref="PixelDataException">It is not whole.</exception>
    public static JpegFrameHeader Read(ReadOnlySpan<byte> parameters)
    {
        if (parameters.Length < 6 || parameters[5] == 0 || parameters.Length < 6 + (3 * parameters[5]))
        {
            throw new PixelDataException("The frame header of a JPEG frame is not whole.");
        }

        var components = new byte[parameters[5]];
        var (sampling, tables) = (new byte[parameters[5]], new byte[parameters[5]]);
        for (var index = 0; index < components.Length; index++)
        {
            components[index] = parameters[6 + (3 * index)];
            sampling[index] = parameters[7 + (3 * index)];
            tables[index] = parameters[8 + (3 * index)];
        }

        return new JpegFrameHeader(
            parameters[0], BinaryPrimitives.ReadUInt16BigEndian(parameters[1..]), BinaryPrimitives.ReadUInt16BigEndian(parameters[3..]), components, sampling, tables);
    }

    /// <summary>The header of a process that predicts each sample, which has all components of one size.</summary>
    /// <exception cref="PixelDataException">It is not whole, or of another frame.</exception>
    public static JpegFrameHeader ReadPredictive(ReadOnlySpan<byte> parameters, PixelDescription description, string process)
    {
        var header = Read(parameters);
        header.CheckIs(description);
        return header is { Precision: >= 2, IsSubsampled: false } ? header : throw new PixelDataException($"A {process} frame has components of several sizes, or of one bit.");
    }

    /// <summary>Whether samples can be of such a process.</summary>
    /// <exception cref="PixelDataException">They cannot.</exception>
    public static void CheckCells(PixelDescription description, string process)
    {
        if (description.BitsAllocated is not (8 or 16))
        {
            throw new PixelDataException($"{process} has samples of 8 or 16 bits, not of {description.BitsAllocated}.");
        }
    }

    /// <summary>Compares with what the data set says.</summary>
    /// <exception cref="PixelDataException">It is another frame.</exception>
    public void CheckIs(PixelDescription description)
    {
        if ((Lines != description.Rows && Lines != 0) || SamplesPerLine != description.Columns || Components.Length != description.SamplesPerPixel || Precision > description.BitsAllocated)
        {
            throw new PixelDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"The compressed frame is {SamplesPerLine} x {Lines} of {Components.Length} samples of {Precision} bits; the data set says {description.Columns} x {description.Rows} of {description.SamplesPerPixel}, in {description.BitsAllocated}."));
        }
    }

    /// <summary>The place of a component in a pixel.</summary>
    /// <exception cref="PixelDataException">There is none of this identifier.</exception>
    public int IndexOf(byte component) => Array.IndexOf(Components, component) is var index and >= 0 ? index : throw new PixelDataException("A scan of a JPEG frame names a component that the frame does not have.");
}
