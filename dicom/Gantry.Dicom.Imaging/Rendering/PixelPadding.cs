namespace Gantry.Dicom.Imaging;

/// <summary>Stored values that are no part of the image (PS3.3 §C.7.5.1.1.2).</summary>
internal readonly record struct PixelPadding(double Least, double Largest)
{
    public static PixelPadding Of(DicomDataSet dataSet, bool isSigned)
    {
        if (dataSet.GetInt32(Tags.PixelPaddingValue) is not { } value)
        {
            return new PixelPadding(double.PositiveInfinity, double.NegativeInfinity);
        }

        var (one, other) = (Signed(value, isSigned), Signed(dataSet.GetInt32(Tags.PixelPaddingRangeLimit) ?? value, isSigned));
        return new PixelPadding(Math.Min(one, other), Math.Max(one, other));
    }

    public bool Contains(double stored) => stored >= Least && stored <= Largest;

    // The VR of these elements follows Pixel Representation, which not every writer minds.
    private static int Signed(int value, bool isSigned) => isSigned ? (short)value : value & 0xFFFF;
}
