namespace Gantry.Dicom.Imaging;

/// <summary>From stored values to what the modality means by them: a table, or slope and intercept (PS3.3 §C.11.1).</summary>
internal sealed class ModalityLut
{
    private readonly LookupTable? _table;
    private readonly double _slope = 1;
    private readonly double _intercept;

    public ModalityLut(DicomDataSet dataSet, int frame, bool isSigned)
    {
        if (dataSet.GetItems(Tags.ModalityLUTSequence) is [var item, ..])
        {
            _table = LookupTable.Read(item, Tags.LUTDescriptor, Tags.LUTData, isSigned);
        }

        var attributes = FrameAttributes.Find(dataSet, frame, Tags.PixelValueTransformationSequence);
        if (_table is null && attributes.GetDouble(Tags.RescaleSlope) is { } slope && slope != 0)
        {
            (_slope, _intercept) = (slope, attributes.GetDouble(Tags.RescaleIntercept) ?? 0);
        }
    }

    /// <summary>True where its output may be negative.</summary>
    public bool IsSigned(bool isInputSigned) => _table is null && (isInputSigned || _intercept < 0 || _slope < 0);

    public double Map(double stored) => _table is null ? (stored * _slope) + _intercept : _table[stored];
}
