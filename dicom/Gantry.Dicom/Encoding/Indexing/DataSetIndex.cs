namespace Gantry.Dicom;

/// <summary>Where the elements of a data set are, those of its items not counted, and how far it was read.</summary>
/// <param name="Elements">The elements that are kept, in tag order.</param>
/// <param name="IsExplicit">True for explicit VR.</param>
/// <param name="KeptBytes">The bytes that hold these elements, from the start.</param>
/// <param name="ConsumedBytes">The bytes up to the end of the data set, or to the element it stops before.</param>
/// <param name="StoppedAt">The tag of that element.</param>
/// <param name="Skipped">The values that are too long to be kept; null where none is.</param>
internal readonly record struct DataSetIndex(IndexedElement[] Elements, bool IsExplicit, int KeptBytes, long ConsumedBytes, Tag? StoppedAt, List<SkippedElement>? Skipped)
{
    /// <summary>The data set.</summary>
    /// <param name="bytes">What was indexed, or its first <see cref="KeptBytes"/>; it must not change afterwards.</param>
    public DicomDataSet DataSet(ReadOnlyMemory<byte> bytes) => new(bytes, Elements, IsExplicit, isSigned: false, inheritedCharacterSet: null, hasUndefinedLength: false);

    /// <summary>What reading it came to.</summary>
    public DataSetReading Reading(DicomDataSet dataSet, TransferSyntax declared) => new(dataSet, StoppedAt, ConsumedBytes, (IReadOnlyList<SkippedElement>?)Skipped ?? [], null)
    {
        TransferSyntax = declared.IsEncapsulated ? declared : IsExplicit ? TransferSyntax.ExplicitVRLittleEndian : TransferSyntax.ImplicitVRLittleEndian,
    };
}
