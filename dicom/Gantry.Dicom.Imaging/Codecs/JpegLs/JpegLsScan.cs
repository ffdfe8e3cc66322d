namespace Gantry.Dicom.Imaging;

/// <summary>A scan of JPEG-LS: which components, and how they follow each other (ITU-T T.87 §C.2.3).</summary>
/// <param name="Components">The places of its components in a pixel.</param>
/// <param name="Interleave">ILV: 0 a component alone, 1 line by line, 2 sample by sample.</param>
/// <param name="PointTransform">The bits that were left out.</param>
/// <param name="Parameters">What it is coded with.</param>
internal sealed record JpegLsScan(int[] Components, int Interleave, int PointTransform, JpegLsParameters Parameters)
{
    /// <exception cref="PixelDataException">It is none of this frame.</exception>
    public static JpegLsScan Read(ReadOnlySpan<byte> parameters, JpegFrameHeader frame, JpegLsParameters? preset)
    {
        var count = parameters.Length > 0 ? parameters[0] : 0;
        if (count < 1 || count > frame.Components.Length || parameters.Length < 4 + (2 * count))
        {
            throw new PixelDataException("A scan header of a JPEG-LS frame is not whole.");
        }

        var components = new int[count];
        for (var index = 0; index < count; index++)
        {
            components[index] = frame.IndexOf(parameters[1 + (2 * index)]);
            if (parameters[2 + (2 * index)] != 0)
            {
                throw new PixelDataException("A JPEG-LS frame has mapping tables, which are not decoded here.");
            }
        }

        var (near, interleave, transform) = (parameters[1 + (2 * count)], parameters[2 + (2 * count)], parameters[3 + (2 * count)] & 0x0F);
        return interleave <= 2 && (count == 1 || interleave > 0) && transform < frame.Precision
            ? new JpegLsScan(components, interleave, transform, JpegLsParameters.Of(frame.Precision, near, preset))
            : throw new PixelDataException("The components of a JPEG-LS scan follow each other in no known way.");
    }

    /// <summary>Decodes it into the samples of a frame.</summary>
    /// <returns>The bytes that were looked at.</returns>
    /// <exception cref="PixelDataException">The bits are damaged or too few.</exception>
    public int Decode(ReadOnlySpan<byte> data, PixelDescription description, Span<byte> samples)
    {
        var reader = new JpegLsBitReader(data);
        var lines = new JpegLsLines(Components.Length, description.Columns);
        var decoder = new JpegLsScanDecoder(Parameters, lines);
        for (var row = 0; row < description.Rows; row++)
        {
            if (Interleave == 2 && Components.Length > 1)
            {
                decoder.DecodeInterleaved(ref reader);
            }
            else
            {
                decoder.DecodeLines(ref reader);
            }

            if (reader.IsBeyondEnd)
            {
                throw new PixelDataException("A JPEG-LS frame ends before its last line.");
            }

            for (var index = 0; index < Components.Length; index++)
            {
                SampleRow.Store(lines.Samples(index), description, row, Components[index], PointTransform, samples);
            }
        }

        return reader.Position;
    }
}
