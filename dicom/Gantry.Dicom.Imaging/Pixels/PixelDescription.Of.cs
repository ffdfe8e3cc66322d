namespace Gantry.Dicom.Imaging;

public sealed partial record PixelDescription
{
    /// <summary>The elements that pixels are in, one of which a data set may have (PS3.3 §C.7.6.3, §C.7.6.24, §C.7.6.25).</summary>
    internal static Tag[] PixelElements { get; } = [Tags.PixelData, Tags.FloatPixelData, Tags.DoubleFloatPixelData];

    /// <summary>The description in a data set.</summary>
    /// <remarks>High Bit is <see cref="BitsStored"/> - 1, Bits Stored is <see cref="BitsAllocated"/> and Samples per Pixel is 1 where they are absent or make no sense.</remarks>
    /// <exception cref="PixelDataException">There is no description, or it cannot be.</exception>
    public static PixelDescription Of(DicomDataSet dataSet)
    {
        ArgumentNullException.ThrowIfNull(dataSet);
        return Of(dataSet, PixelElements.FirstOrDefault(dataSet.Contains, Tags.PixelData));
    }

    internal static PixelDescription Of(DicomDataSet dataSet, Tag element)
    {
        var isFloatingPoint = element != Tags.PixelData;
        var bitsAllocated = element == Tags.DoubleFloatPixelData ? 64 : isFloatingPoint ? 32 : Required(dataSet, Tags.BitsAllocated, "Bits Allocated");
        var bitsStored = !isFloatingPoint && dataSet.GetInt32(Tags.BitsStored) is { } stored && stored >= 1 && stored <= bitsAllocated ? stored : bitsAllocated;
        var samples = dataSet.GetInt32(Tags.SamplesPerPixel) ?? 1;
        var interpretation = dataSet.GetString(Tags.PhotometricInterpretation);
        return new PixelDescription
        {
            Rows = Required(dataSet, Tags.Rows, "Rows"),
            Columns = Required(dataSet, Tags.Columns, "Columns"),
            SamplesPerPixel = samples,
            PhotometricInterpretation = interpretation is not null ? new(interpretation) : samples == 1 ? PhotometricInterpretation.Monochrome2 : PhotometricInterpretation.Rgb,
            IsPlanar = samples > 1 && dataSet.GetInt32(Tags.PlanarConfiguration) == 1,
            BitsAllocated = bitsAllocated,
            BitsStored = bitsStored,
            HighBit = !isFloatingPoint && dataSet.GetInt32(Tags.HighBit) is { } high && high >= bitsStored - 1 && high < bitsAllocated ? high : bitsStored - 1,
            IsSigned = !isFloatingPoint && dataSet.GetInt32(Tags.PixelRepresentation) == 1,
            IsFloatingPoint = isFloatingPoint,
            NumberOfFrames = dataSet.GetInt32(Tags.NumberOfFrames) is { } frames and > 0 ? frames : 1,
        }.Checked();
    }

    private static int Required(DicomDataSet dataSet, Tag tag, string name) =>
        dataSet.GetInt32(tag) ?? throw new PixelDataException($"The data set has no {name} {tag}, so its pixel data are not described.");
}
