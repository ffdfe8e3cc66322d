namespace Gantry.Dicom.Imaging;

/// <summary>From the modality's values to greys, 0 to 1: a window or a table (PS3.3 §C.11.2).</summary>
internal sealed class VoiLut
{
    private readonly VoiWindow? _window;
    private readonly LookupTable? _table;

    private VoiLut(VoiWindow? window, LookupTable? table) => (_window, _table) = (window, table);

    /// <summary>The one asked for, or the first of the data set; null where there is neither.</summary>
    public static VoiLut? Of(DicomDataSet dataSet, int frame, VoiWindow? asked, bool isSigned)
    {
        if (asked is not null)
        {
            return asked.IsPossible ? new VoiLut(asked, null) : throw new PixelDataException("A window has a width of 1 or more, or more than 0 where it is not LINEAR.");
        }

        var attributes = FrameAttributes.Find(dataSet, frame, Tags.FrameVOILUTSequence);
        if (attributes.GetDoubles(Tags.WindowCenter) is [var center, ..] && attributes.GetDoubles(Tags.WindowWidth) is [var width, ..])
        {
            var function = attributes.GetString(Tags.VOILUTFunction) switch
            {
                "SIGMOID" => VoiFunction.Sigmoid,
                "LINEAR_EXACT" => VoiFunction.LinearExact,
                _ => VoiFunction.Linear,
            };
            var window = new VoiWindow(center, width, function);
            if (window.IsPossible)
            {
                return new VoiLut(window, null);
            }
        }

        return dataSet.GetItems(Tags.VOILUTSequence) is [var item, ..] && LookupTable.Read(item, Tags.LUTDescriptor, Tags.LUTData, isSigned) is { } table ? new VoiLut(null, table) : null;
    }

    /// <summary>A window from the least to the largest value.</summary>
    public static VoiLut OfRange(double least, double largest) => new(new VoiWindow((least + largest + 1) / 2, largest - least + 1), null);

    /// <summary>A window for values that are no whole numbers.</summary>
    public static VoiLut OfExactRange(double least, double largest) => new(new VoiWindow((least + largest) / 2, Math.Max(largest - least, double.Epsilon), VoiFunction.LinearExact), null);

    public double Map(double value) => _window?.Map(value) ?? _table!.Share(value);
}
