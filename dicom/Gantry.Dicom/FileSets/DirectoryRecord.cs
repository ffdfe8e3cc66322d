using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>A directory record of a DICOMDIR (PS3.3 §F.3.2.2): what it says of a patient, a study, a series or an instance, and the records below it.</summary>
public sealed record DirectoryRecord
{
    /// <summary>Directory Record Type (0004,1430), as <c>PATIENT</c> or <c>IMAGE</c> (PS3.3 §F.5).</summary>
    public required string Type { get; init; }

    /// <summary>The keys, and what else the record has but for its links, its type and the file it refers to.</summary>
    public required DicomDataSet Keys { get; init; }

    /// <summary>The file it refers to; null for none, as with a patient.</summary>
    public ReferencedFile? File { get; init; }

    /// <summary>The records of the next lower level, in order.</summary>
    public ImmutableArray<DirectoryRecord> Records { get; init; } = [];

    /// <summary>The record and all below it, itself first, each before the ones below it.</summary>
    public IEnumerable<DirectoryRecord> WithAllBelow()
    {
        var waiting = new Stack<DirectoryRecord>([this]);
        while (waiting.TryPop(out var record))
        {
            yield return record;
            for (var i = record.Records.Length - 1; i >= 0; i--)
            {
                waiting.Push(record.Records[i]);
            }
        }
    }
}
