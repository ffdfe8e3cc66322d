using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>Makes the tree of the flat list of records that a DICOMDIR has (PS3.3 §F.3.2.2).</summary>
internal static class DirectoryTree
{
    private const int InactiveFlag = 0;
    private const int MaximumDepth = 64; // PATIENT, STUDY, SERIES, an instance and PRIVATE are five

    /// <summary>The records of the root; those that are out of use are left out.</summary>
    public static ImmutableArray<DirectoryRecord> Of(DicomFile file)
    {
        var items = file.DataSet.GetItems(Tags.DirectoryRecordSequence);
        return ByOffsets(file, items) ?? ByOrder(items);
    }

    // Null where an offset leads to no record, or two to the same, or where none leads to a record that is in use.
    private static ImmutableArray<DirectoryRecord>? ByOffsets(DicomFile file, ImmutableArray<DicomDataSet> items)
    {
        if (RecordPositions.Of(file, items) is not { } positions)
        {
            return null;
        }

        var visited = new HashSet<long>();
        var isBroken = false;
        var roots = Entity(file.DataSet.GetInt64(Tags.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity) ?? 0, 0);
        return isBroken || positions.Any(position => !visited.Contains(position.Key) && IsInUse(position.Value)) ? null : roots;

        ImmutableArray<DirectoryRecord> Entity(long offset, int depth)
        {
            var records = ImmutableArray.CreateBuilder<DirectoryRecord>();
            while (offset != 0)
            {
                if (depth > MaximumDepth || !positions.TryGetValue(offset, out var item) || !visited.Add(offset))
                {
                    isBroken = true;
                    break;
                }

                var lower = Entity(item.GetInt64(Tags.OffsetOfReferencedLowerLevelDirectoryEntity) ?? 0, depth + 1);
                if (IsInUse(item))
                {
                    records.Add(Record(item) with { Records = lower });
                }

                offset = item.GetInt64(Tags.OffsetOfTheNextDirectoryRecord) ?? 0;
            }

            return records.ToImmutable();
        }
    }

    private static ImmutableArray<DirectoryRecord> ByOrder(ImmutableArray<DicomDataSet> items)
    {
        var levels = new List<List<DirectoryRecord>> { new() };
        foreach (var record in items.Where(IsInUse).Select(Record))
        {
            var level = Math.Min(DirectoryRecordTypes.LevelOf(record.Type), levels.Count - 1);
            Close(levels, level);
            levels[level].Add(record);
            levels.Add([]);
        }

        Close(levels, 0);
        return [.. levels[0]];
    }

    // What was collected below a level becomes the records of the last one on it.
    private static void Close(List<List<DirectoryRecord>> levels, int level)
    {
        for (var i = levels.Count - 1; i > level; i--)
        {
            var above = levels[i - 1];
            above[^1] = above[^1] with { Records = [.. levels[i]] };
            levels.RemoveAt(i);
        }
    }

    private static bool IsInUse(DicomDataSet item) => item.GetInt32(Tags.RecordInUseFlag) != InactiveFlag;

    private static DirectoryRecord Record(DicomDataSet item)
    {
        var keys = item.ToBuilder();
        foreach (var tag in (Tag[])[
            Tags.OffsetOfTheNextDirectoryRecord, Tags.RecordInUseFlag, Tags.OffsetOfReferencedLowerLevelDirectoryEntity, Tags.DirectoryRecordType,
            Tags.ReferencedFileID, Tags.ReferencedSOPClassUIDInFile, Tags.ReferencedSOPInstanceUIDInFile, Tags.ReferencedTransferSyntaxUIDInFile])
        {
            keys.Remove(tag);
        }

        return new DirectoryRecord { Type = item.GetString(Tags.DirectoryRecordType) ?? "", Keys = keys.Build(), File = File(item) };
    }

    private static ReferencedFile? File(DicomDataSet item)
    {
        return item.GetStrings(Tags.ReferencedFileID) is { IsEmpty: false } id
            ? new ReferencedFile(id, Of(Tags.ReferencedSOPClassUIDInFile), Of(Tags.ReferencedSOPInstanceUIDInFile), Of(Tags.ReferencedTransferSyntaxUIDInFile))
            : null;

        Uid Of(Tag tag) => item.TryGetUid(tag, out var uid) ? uid : default;
    }
}
