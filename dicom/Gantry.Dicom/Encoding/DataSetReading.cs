namespace Gantry.Dicom;

/// <summary>What came of reading a data set from a pipe.</summary>
/// <param name="DataSet">The elements read.</param>
/// <param name="StoppedAt">The tag of the element that comes next in the pipe, where <see cref="DataSetReaderOptions.StopBefore"/> asked to stop; null at the end of the data set.</param>
/// <param name="ConsumedBytes">The bytes taken from the pipe.</param>
/// <param name="Skipped">The elements that were left out because their values are too long.</param>
/// <param name="Fault">What was wrong after these elements, where <see cref="DataSetReaderOptions.KeepsWhatPrecedesFault"/> asked not to throw it.</param>
public sealed record DataSetReading(DicomDataSet DataSet, Tag? StoppedAt, long ConsumedBytes, IReadOnlyList<SkippedElement> Skipped, DicomEncodingException? Fault);
