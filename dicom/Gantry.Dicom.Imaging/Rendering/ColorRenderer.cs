using System.Buffers.Binary;

namespace Gantry.Dicom.Imaging;

/// <summary>Renders colour frames to red, green and blue of a byte each.</summary>
internal static class ColorRenderer
{
    /// <summary>A frame of three samples a pixel.</summary>
    /// <exception cref="PixelDataException">Its colours are not known here.</exception>
    public static byte[] Render(DecodedFrame frame)
    {
        var description = frame.Description;
        var isRgb = description.PhotometricInterpretation == PhotometricInterpretation.Rgb;
        if (description.SamplesPerPixel != 3 || !(isRgb || description.PhotometricInterpretation == PhotometricInterpretation.YbrFull))
        {
            throw new PixelDataException($"Pixels of {description.PhotometricInterpretation} are not rendered here.");
        }

        var samples = frame.Samples.Span;
        var pixels = new byte[description.PixelsPerFrame * 3];
        var excess = description.HighBit + 1 - 8;
        for (var index = 0; index < pixels.Length; index++)
        {
            pixels[index] = description.SampleBytes switch
            {
                1 => excess == 0 ? samples[index] : (byte)(samples[index] << -excess),
                2 => Shift(BinaryPrimitives.ReadUInt16LittleEndian(samples[(2 * index)..]), excess),
                4 => Shift(BinaryPrimitives.ReadUInt32LittleEndian(samples[(4 * index)..]), excess),
                _ => throw new PixelDataException("Colours of so many bits are not rendered here."),
            };
        }

        if (!isRgb)
        {
            YbrColor.ToRgb(pixels);
        }

        return pixels;
    }

    /// <summary>A frame whose values are indexes into a palette (PS3.3 §C.7.6.3.1.5).</summary>
    /// <exception cref="PixelDataException">There is no palette.</exception>
    public static byte[] RenderPalette(DecodedFrame frame, DicomDataSet dataSet)
    {
        var values = new StoredValues(frame);
        var isSigned = frame.Description.IsSigned;
        LookupTable?[] tables =
        [
            Table(dataSet, Tags.RedPaletteColorLookupTableDescriptor, Tags.RedPaletteColorLookupTableData, Tags.SegmentedRedPaletteColorLookupTableData, isSigned),
            Table(dataSet, Tags.GreenPaletteColorLookupTableDescriptor, Tags.GreenPaletteColorLookupTableData, Tags.SegmentedGreenPaletteColorLookupTableData, isSigned),
            Table(dataSet, Tags.BluePaletteColorLookupTableDescriptor, Tags.BluePaletteColorLookupTableData, Tags.SegmentedBluePaletteColorLookupTableData, isSigned),
        ];
        var pixels = new byte[3 * values.Count];
        for (var index = 0; index < values.Count; index++)
        {
            var value = values.Value(index);
            for (var color = 0; color < 3; color++)
            {
                var table = tables[color] ?? throw new PixelDataException("The palette of PALETTE COLOR is missing, or not whole.");
                pixels[(3 * index) + color] = table.Bits > 8 ? (byte)(table[value] >> (table.Bits - 8)) : (byte)table[value];
            }
        }

        return pixels;
    }

    private static LookupTable? Table(DicomDataSet dataSet, Tag descriptor, Tag data, Tag segments, bool isSigned) =>
        LookupTable.Read(dataSet, descriptor, data, isSigned) ?? LookupTable.ReadSegmented(dataSet, descriptor, segments, isSigned);

    private static byte Shift(uint value, int excess) => (byte)(excess >= 0 ? value >> excess : value << -excess);
}
