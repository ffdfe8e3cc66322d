namespace Gantry.Dicom;

/// <summary>The kinds of <see cref="ScannerFrame"/>.</summary>
internal enum ScannerFrameKind
{
    DataSet,
    Sequence,
    Item,
    Fragments,
}
