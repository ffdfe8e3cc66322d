using System.Buffers;
using System.Globalization;

namespace Gantry.Dicom.Imaging;

/// <summary>The data set of a converted instance: what it says of its pixels, and that something was lost (PS3.3 §C.7.6.1.1.5, §C.7.6.3).</summary>
internal static class ResultDataSet
{
    private static readonly Tag[] Replaced = [.. PixelDescription.PixelElements, Tags.ExtendedOffsetTable, Tags.ExtendedOffsetTableLengths];

    /// <summary>The data set without the pixel data.</summary>
    /// <param name="pixels">The instance as it was.</param>
    /// <param name="described">What its pixels are now.</param>
    public static DicomDataSetBuilder Describe(PixelData pixels, PixelDescription described)
    {
        var builder = pixels.DataSet.ToBuilder();
        foreach (var tag in Replaced)
        {
            builder.Remove(tag);
        }

        builder.Set(Tags.PhotometricInterpretation, described.PhotometricInterpretation.Value);
        if (described.SamplesPerPixel > 1)
        {
            builder.Set(Tags.PlanarConfiguration, described.IsPlanar ? 1 : 0);
        }

        // Once lost is lost, even where the data set that came did not say so.
        if (LossyCompression.IsCertain(pixels.TransferSyntax))
        {
            builder.Set(Tags.LossyImageCompression, "01");
        }

        return builder;
    }

    /// <summary>Says that something is lost now: another instance, derived from the one there was (PS3.3 §C.7.6.1.1.5, §C.7.6.1.1.4).</summary>
    /// <param name="builder">The data set.</param>
    /// <param name="pixels">The instance as it was.</param>
    /// <param name="method">Lossy Image Compression Method (0028,2114).</param>
    /// <param name="ratio">How many times smaller the pixel data are.</param>
    /// <param name="keepsSopInstance">True where it stays the same SOP instance all the same.</param>
    public static void DeriveLossy(DicomDataSetBuilder builder, PixelData pixels, string method, double ratio, bool keepsSopInstance)
    {
        var source = pixels.DataSet;
        var imageType = source.GetStrings(Tags.ImageType);
        builder.Set(Tags.LossyImageCompression, "01")
            .Set(Tags.LossyImageCompressionRatio, source.GetStrings(Tags.LossyImageCompressionRatio).Append(ratio.ToString("0.####", CultureInfo.InvariantCulture)))
            .Set(Tags.LossyImageCompressionMethod, source.GetStrings(Tags.LossyImageCompressionMethod).Append(method))
            .Set(Tags.ImageType, ["DERIVED", .. imageType.Length > 1 ? imageType.Skip(1) : ["SECONDARY"]]);
        if (keepsSopInstance)
        {
            return;
        }

        builder.Set(Tags.SOPInstanceUID, Uid.New());
        if (source.TryGetUid(Tags.SOPClassUID, out var sopClass) && source.TryGetUid(Tags.SOPInstanceUID, out var instance))
        {
            builder.Set(Tags.SourceImageSequence, [new DicomDataSetBuilder().Set(Tags.ReferencedSOPClassUID, sopClass).Set(Tags.ReferencedSOPInstanceUID, instance).Build()]);
        }
    }

    /// <summary>The file meta information of the result.</summary>
    /// <exception cref="PixelDataException">The data set has no identity.</exception>
    public static FileMetaInformation FileMeta(DicomDataSet dataSet, TransferSyntax to) =>
        dataSet.TryGetUid(Tags.SOPClassUID, out var sopClass) && dataSet.TryGetUid(Tags.SOPInstanceUID, out var instance)
            ? FileMetaInformation.Create(sopClass, instance, to)
            : throw new PixelDataException("The data set has no SOP Class UID and SOP Instance UID, which a file needs.");

    /// <summary>Writes the elements before the pixel data, or those behind.</summary>
    public static void Write(DicomDataSet dataSet, Tag pixelElement, bool isBehind, TransferSyntax to, Stream output)
    {
        var part = new DicomDataSetBuilder();
        foreach (var element in dataSet.Where(element => element.Tag > pixelElement == isBehind))
        {
            part.Set(element);
        }

        var buffer = new ArrayBufferWriter<byte>();
        DataSetWriter.Write(part.Build(), to, buffer);
        output.Write(buffer.WrittenSpan);
    }
}
