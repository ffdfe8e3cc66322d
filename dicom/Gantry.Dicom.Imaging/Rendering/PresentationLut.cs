namespace Gantry.Dicom.Imaging;

/// <summary>From greys as the VOI LUT has them to greys as they are seen: a table, the inverse, or nothing (PS3.3 §C.11.6, PS3.4 §N.2.1).</summary>
internal sealed class PresentationLut
{
    private readonly LookupTable? _table;
    private readonly bool _isInverse;

    /// <summary>What a data set asks for.</summary>
    public PresentationLut(DicomDataSet dataSet, PhotometricInterpretation interpretation)
    {
        // A table goes over all greys, whatever the first value in its descriptor; its output is from black to white.
        _table = dataSet.GetItems(Tags.PresentationLUTSequence) is [var item, ..] ? LookupTable.Read(item, Tags.LUTDescriptor, Tags.LUTData, isSigned: false) : null;

        // The shape wins over the photometric interpretation, which says the same where both are right.
        _isInverse = _table is null && dataSet.GetString(Tags.PresentationLUTShape) switch
        {
            "INVERSE" => true,
            "IDENTITY" => false,
            _ => interpretation == PhotometricInterpretation.Monochrome1,
        };
    }

    /// <summary>A grey from 0 for black to 1 for white.</summary>
    public double Map(double grey) => _table?.ShareOfWhole(grey) ?? (_isInverse ? 1 - grey : grey);
}
