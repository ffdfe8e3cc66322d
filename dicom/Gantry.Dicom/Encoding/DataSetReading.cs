namespace Gantry.Dicom;

/// <summary>What came of reading a data set from a pipe or a file.</summary>
/// <param name="DataSet">The elements read.</param>
/// <param name="StoppedAt">The tag of the element that comes next in the pipe, where <see cref="DataSetReaderOptions.StopBefore"/> asked to stop; null at the end of the data set.</param>
/// <param name="ConsumedBytes">The bytes taken from the pipe.</param>
/// <param name="Skipped">The elements that were left out because their values are too long.</param>
/// <param name="Fault">What was wrong after these elements, where <see cref="DataSetReaderOptions.KeepsWhatPrecedesFault"/> asked not to throw it.</param>
public sealed record DataSetReading(DicomDataSet DataSet, Tag? StoppedAt, long ConsumedBytes, IReadOnlyList<SkippedElement> Skipped, DicomEncodingException? Fault)
{
    /// <summary>What the standard does not allow and was read all the same, in order; no more than <see cref="DataSetScanner.MaximumIrregularities"/>.</summary>
    public IReadOnlyList<EncodingIrregularity> Irregularities { get; init; } = [];

    /// <summary>How the data set is really encoded, which may be another native syntax than the one that was declared.</summary>
    public TransferSyntax TransferSyntax { get; init; }

    internal static DataSetReading Of(DataSetScanner scanner, long consumed) =>
        new(scanner.DataSet, scanner.StoppedAt, consumed, scanner.Skipped, scanner.Fault) { Irregularities = scanner.Irregularities, TransferSyntax = scanner.EncodedIn };
}
