namespace Gantry.Dicom.Imaging;

/// <summary>Renders grey frames: modality LUT, VOI LUT, presentation LUT (PS3.4 §N.2.1).</summary>
internal sealed class GreyRenderer
{
    private readonly StoredValues _values;
    private readonly ModalityLut _modality;
    private readonly VoiLut _voi;
    private readonly PresentationLut _presentation;
    private readonly bool _isInverted;

    public GreyRenderer(DecodedFrame frame, DicomDataSet dataSet, int number, RenderOptions options)
    {
        _values = new StoredValues(frame);
        var isSigned = frame.Description.IsSigned;
        _modality = new ModalityLut(dataSet, number, isSigned);
        _voi = VoiLut.Of(dataSet, number, options.Window, _modality.IsSigned(isSigned)) ?? Range(frame.Description, dataSet);
        _presentation = new PresentationLut(dataSet, frame.Description.PhotometricInterpretation);
        _isInverted = options.IsInverted;
    }

    public byte[] Render()
    {
        var pixels = new byte[_values.Count];
        if (_values.TableBits == 0)
        {
            for (var index = 0; index < pixels.Length; index++)
            {
                pixels[index] = Grey(_values.Value(index));
            }

            return pixels;
        }

        // Few values, many pixels: each value is worked out once, and only those that occur.
        var greys = new short[1 << _values.TableBits];
        Array.Fill(greys, (short)-1);
        for (var index = 0; index < pixels.Length; index++)
        {
            var cell = _values.Cell(index);
            if (greys[cell] < 0)
            {
                greys[cell] = Grey(_values.OfCell(cell));
            }

            pixels[index] = (byte)greys[cell];
        }

        return pixels;
    }

    private byte Grey(double stored)
    {
        var grey = _presentation.Map(_voi.Map(_modality.Map(stored)));
        return (byte)Math.Round(255 * Math.Clamp(_isInverted ? 1 - grey : grey, 0, 1));
    }

    // Nothing said what to show: all values that there are, but for padding.
    private VoiLut Range(PixelDescription description, DicomDataSet dataSet)
    {
        var padding = PixelPadding.Of(dataSet, description.IsSigned);
        var (least, largest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var index = 0; index < _values.Count; index++)
        {
            var stored = _values.Value(index);
            if (!padding.Contains(stored) && double.IsFinite(stored))
            {
                (least, largest) = (Math.Min(least, stored), Math.Max(largest, stored));
            }
        }

        if (least > largest)
        {
            (least, largest) = (0, 0);
        }

        var (one, other) = (_modality.Map(least), _modality.Map(largest));
        (least, largest) = (Math.Min(one, other), Math.Max(one, other));
        return description.IsFloatingPoint ? VoiLut.OfExactRange(least, largest) : VoiLut.OfRange(least, largest);
    }
}
