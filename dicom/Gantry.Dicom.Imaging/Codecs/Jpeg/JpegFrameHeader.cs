using System.Buffers.Binary;
using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>A frame header of JPEG or JPEG-LS (ITU-T T.81 §B.2.2).</summary>
/// <param name="Precision">The bits of a sample.</param>
/// <param name="Lines">The rows; 0 where DNL tells them behind the first scan.</param>
/// <param name="SamplesPerLine">The columns.</param>
/// <param name="Components">The identifiers of the components, in order.</param>
/// <param name="IsSubsampled">True where a component has fewer samples than pixels.</param>
internal sealed record JpegFrameHeader(int Precision, int Lines, int SamplesPerLine, byte[] Components, bool IsSubsampled)
{
    /// <exception cref="PixelDataException">It is not whole.</exception>
    public static JpegFrameHeader Read(ReadOnlySpan<byte> parameters)
    {
        if (parameters.Length < 6 || parameters.Length < 6 + (3 * parameters[5]))
        {
            throw new PixelDataException("The frame header of a JPEG frame is not whole.");
        }

        var components = new byte[parameters[5]];
        var isSubsampled = false;
        for (var index = 0; index < components.Length; index++)
        {
            components[index] = parameters[6 + (3 * index)];
            isSubsampled |= parameters[7 + (3 * index)] != parameters[7];
        }

        return new JpegFrameHeader(
            parameters[0], BinaryPrimitives.ReadUInt16BigEndian(parameters[1..]), BinaryPrimitives.ReadUInt16BigEndian(parameters[3..]), components, isSubsampled);
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
