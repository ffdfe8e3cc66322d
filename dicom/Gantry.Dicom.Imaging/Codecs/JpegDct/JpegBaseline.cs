using System.Buffers;

namespace Gantry.Dicom.Imaging;

/// <summary>Encodes JPEG baseline: grey, or luminance with chrominances for two pixels of a row. The Huffman tables are made for the frame.</summary>
internal static class JpegBaseline
{
    private const int Side = 8;

    /// <summary>Writes a frame.</summary>
    /// <param name="samples">Bytes: grey, or those of three colours together.</param>
    /// <param name="description">What they are.</param>
    /// <param name="isRgb">True where colours are red, green and blue, false where they are luminance and chrominances already.</param>
    /// <param name="quality">1 to 100.</param>
    /// <param name="output">Where to.</param>
    public static void Encode(ReadOnlySpan<byte> samples, PixelDescription description, bool isRgb, int quality, IBufferWriter<byte> output)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        QuantizationTable[] tables = description.SamplesPerPixel == 1 ? [QuantizationTable.OfLuminance(quality)] : [QuantizationTable.OfLuminance(quality), QuantizationTable.OfChrominance(quality)];
        var unit = tables.Length * Side;
        var (unitsAcross, unitsDown) = ((description.Columns + unit - 1) / unit, (description.Rows + Side - 1) / Side);
        CodedPlane[] planes = tables is [var grey] ? [new(1, unitsAcross, unitsDown, grey)]
            : [new(2, unitsAcross, unitsDown, tables[0]), new(1, unitsAcross, unitsDown, tables[1]), new(1, unitsAcross, unitsDown, tables[1])];
        try
        {
            for (var down = 0; down < unitsDown; down++)
            {
                PlaneRows.Load(samples, description, isRgb, down * Side, planes);
                Array.ForEach(planes, plane => plane.Transform(down));
            }

            var counts = new CodeCounts(tables.Length);
            CodeAll(planes, unitsAcross, unitsDown, ref counts);
            var writer = new CodeWriter(new JpegBitWriter(output), counts.Codes());
            WriteHeaders(description, planes.Length, tables, writer.Codes, output);
            CodeAll(planes, unitsAcross, unitsDown, ref writer);
            writer.Complete();
            output.Put(0xFF, JpegMarker.EndOfImage);
        }
        finally
        {
            Array.ForEach(planes, plane => plane.Dispose());
        }
    }

    private static void CodeAll<T>(CodedPlane[] planes, int unitsAcross, int unitsDown, ref T sink) where T : struct, IFrameSink
    {
        Span<int> means = stackalloc int[planes.Length];
        means.Clear();
        for (var down = 0; down < unitsDown; down++)
        {
            for (var unit = 0; unit < unitsAcross; unit++)
            {
                for (var component = 0; component < planes.Length; component++)
                {
                    sink.Component(component);
                    for (var block = 0; block < planes[component].Across; block++)
                    {
                        means[component] = BlockCoder.Code(planes[component].Block((unit * planes[component].Across) + block, down), means[component], ref sink);
                    }
                }
            }
        }
    }

    private static void WriteHeaders(PixelDescription description, int components, QuantizationTable[] tables, HuffmanCodes[][] codes, IBufferWriter<byte> output)
    {
        output.Put(0xFF, JpegMarker.StartOfImage);
        for (var table = 0; table < tables.Length; table++)
        {
            tables[table].Write(table, output);
        }

        output.Put(0xFF, JpegMarker.StartOfFrameFirst, 0, (byte)(8 + (3 * components)), Side);
        output.Put((byte)(description.Rows >> 8), (byte)description.Rows, (byte)(description.Columns >> 8), (byte)description.Columns, (byte)components);
        for (var component = 0; component < components; component++)
        {
            output.Put((byte)(component + 1), component == 0 && components > 1 ? (byte)0x21 : (byte)0x11, (byte)Math.Min(component, 1));
        }

        for (var table = 0; table < tables.Length; table++)
        {
            codes[table][0].Write(table, output);
            codes[table][1].Write(0x10 | table, output);
        }

        output.Put(0xFF, JpegMarker.StartOfScan, 0, (byte)(6 + (2 * components)), (byte)components);
        for (var component = 0; component < components; component++)
        {
            output.Put((byte)(component + 1), (byte)(Math.Min(component, 1) * 0x11));
        }

        output.Put(0, ZigZag.Count - 1, 0);
    }
}
