using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>Where the records of a DICOMDIR begin, in bytes from the start of the file.</summary>
internal static class RecordPositions
{
    private const int ItemHeader = 8;
    private const int Delimiter = 8;

    /// <summary>The records by their offsets; null where the file is not as regular as it has to be for that.</summary>
    /// <remarks>What was read is written again as it was, so its length can be measured; the sum shows whether that holds.</remarks>
    public static Dictionary<long, DicomDataSet>? Of(DicomFile file, ImmutableArray<DicomDataSet> items)
    {
        var syntax = file.TransferSyntax;
        if (syntax.IsDeflated || file.DataSet[Tags.DirectoryRecordSequence] is not DicomSequence sequence)
        {
            return null;
        }

        var before = Part(tag => tag.CompareTo(Tags.DirectoryRecordSequence) < 0);
        var after = Part(tag => tag.CompareTo(Tags.DirectoryRecordSequence) > 0);
        var position = file.DataSetOffset + before + (syntax.IsExplicitVR ? 12 : 8);
        var positions = new Dictionary<long, DicomDataSet>();
        foreach (var item in items)
        {
            positions.Add(position, item);
            position += ItemHeader + DataSetWriter.Measure(item, syntax) + (item.HasUndefinedLength ? Delimiter : 0);
        }

        position += (sequence.HasUndefinedLength ? Delimiter : 0) + after;
        return position == file.DataSetOffset + file.Reading.ConsumedBytes ? positions : null;

        long Part(Func<Tag, bool> isIn)
        {
            var part = new DicomDataSetBuilder();
            foreach (var element in file.DataSet.Where(element => isIn(element.Tag)))
            {
                part.Set(element);
            }

            return DataSetWriter.Measure(part.Build(), syntax);
        }
    }
}
