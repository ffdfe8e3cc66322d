namespace Gantry.Dicom;

/// <summary>Where a <see cref="DataSetScanner"/> stands.</summary>
public enum DataSetScanStatus
{
    /// <summary>It needs the bytes that follow.</summary>
    NeedsMore,

    /// <summary>It stands before the element that <see cref="DataSetReaderOptions.StopBefore"/> names, or a later one.</summary>
    Stopped,

    /// <summary>It is at the end of the data set.</summary>
    Complete,
}
