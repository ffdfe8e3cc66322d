using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>Lays the records of a directory out in the order of the tree, and says where each begins (PS3.3 §F.3.2.2).</summary>
internal sealed class DirectoryLayout
{
    private const int ItemHeader = 8;
    private const int SequenceHeader = 12;
    private readonly List<DicomDataSet> _laid = [];
    private readonly int _maximum;
    private int _end;

    private DirectoryLayout(int maximum, long end) => (_maximum, _end) = (maximum, Checked(end, maximum));

    /// <summary>What offsets are reckoned in: items of defined length.</summary>
    public static DataSetWriterOptions Form { get; } = new() { UsesUndefinedLengths = false };

    private static TransferSyntax Syntax => TransferSyntax.ExplicitVRLittleEndian;

    /// <summary>The data set of a directory.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="start">The bytes before the data set.</param>
    /// <param name="maximum">The most bytes of all: offsets have 32 bits, and it lies in memory.</param>
    /// <exception cref="DicomEncodingException">There would be more.</exception>
    public static DicomDataSet Of(FileSetDirectory directory, int start, int maximum)
    {
        var head = Head(directory, 0, 0);
        var layout = new DirectoryLayout(maximum, start + DataSetWriter.Measure(head.Build(), Syntax, Form) + SequenceHeader);
        var (first, last) = layout.Lay(directory.Records);
        return Head(directory, first, last).Add(Tags.DirectoryRecordSequence, layout._laid).Build();
    }

    private static DicomDataSetBuilder Head(FileSetDirectory directory, uint first, uint last)
    {
        var head = new DicomDataSetBuilder().Add(Tags.FileSetID, directory.Id);
        if (!directory.DescriptorFileId.IsEmpty)
        {
            head.Add(Tags.FileSetDescriptorFileID, directory.DescriptorFileId);
        }

        return head
            .Add(Tags.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity, first)
            .Add(Tags.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity, last)
            .Add(Tags.FileSetConsistencyFlag, 0);
    }

    // Offsets have the same length whatever they are, so a record can be measured before it is known where the next one begins.
    private (uint First, uint Last) Lay(ImmutableArray<DirectoryRecord> records)
    {
        uint first = 0, last = 0;
        for (var i = 0; i < records.Length; i++)
        {
            var place = _laid.Count;
            last = (uint)_end;
            first = i == 0 ? last : first;
            _laid.Add(DicomDataSet.Empty);
            _end = Checked(_end + ItemHeader + DataSetWriter.Measure(Item(records[i], 0, 0), Syntax, Form), _maximum);
            var (lower, _) = Lay(records[i].Records);
            _laid[place] = Item(records[i], i + 1 < records.Length ? (uint)_end : 0, lower);
        }

        return (first, last);
    }

    private static DicomDataSet Item(DirectoryRecord record, uint next, uint lower)
    {
        var item = record.Keys.ToBuilder()
            .Set(Tags.OffsetOfTheNextDirectoryRecord, next)
            .Set(Tags.RecordInUseFlag, 0xFFFF)
            .Set(Tags.OffsetOfReferencedLowerLevelDirectoryEntity, lower)
            .Set(Tags.DirectoryRecordType, record.Type);
        if (record.File is { } file)
        {
            item.Set(Tags.ReferencedFileID, file.Id)
                .Set(Tags.ReferencedSOPClassUIDInFile, file.SopClassUid)
                .Set(Tags.ReferencedSOPInstanceUIDInFile, file.SopInstanceUid)
                .Set(Tags.ReferencedTransferSyntaxUIDInFile, file.TransferSyntaxUid);
        }

        return item.Build();
    }

    private static int Checked(long end, int maximum) =>
        end <= maximum ? (int)end : throw new DicomEncodingException($"The DICOMDIR would be larger than {maximum} bytes.");
}
