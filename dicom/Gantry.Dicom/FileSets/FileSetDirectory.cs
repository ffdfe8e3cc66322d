using System.Buffers;
using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>A DICOMDIR: the directory of a file-set (PS3.3 §F.3, PS3.10 §8.6). It is written as the standard has it, and read as it is found.</summary>
public sealed record FileSetDirectory
{
    /// <summary>The file's name, in the root of the medium.</summary>
    public const string FileName = "DICOMDIR";

    /// <summary>The file-set's UID: the Media Storage SOP Instance UID (0002,0003) of the directory.</summary>
    public required Uid Uid { get; init; }

    /// <summary>File-set ID (0004,1130): up to 16 capitals, digits, blanks and underscores; empty for none.</summary>
    public string Id { get; init; } = "";

    /// <summary>File-set Descriptor File ID (0004,1141), a text for people; empty for none.</summary>
    public ImmutableArray<string> DescriptorFileId { get; init; } = [];

    /// <summary>The records of the root directory entity, in order: patients, and what belongs to no patient.</summary>
    public ImmutableArray<DirectoryRecord> Records { get; init; } = [];

    /// <summary>All records, each before those below it.</summary>
    public IEnumerable<DirectoryRecord> AllRecords => Records.SelectMany(record => record.WithAllBelow());

    /// <summary>Reads a directory. Where its offsets lead nowhere, which careless programs make of them, the order and the types of the records tell the tree.</summary>
    /// <param name="file">The file, read as a whole.</param>
    /// <exception cref="DicomEncodingException">It is no DICOMDIR.</exception>
    public static FileSetDirectory Read(DicomFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.DataSet.Contains(Tags.DirectoryRecordSequence))
        {
            throw new DicomEncodingException("It is no DICOMDIR: it has no Directory Record Sequence.");
        }

        return new FileSetDirectory
        {
            Uid = file.FileMeta?.MediaStorageSopInstanceUid ?? default,
            Id = file.DataSet.GetString(Tags.FileSetID) ?? "",
            DescriptorFileId = file.DataSet.GetStrings(Tags.FileSetDescriptorFileID),
            Records = DirectoryTree.Of(file),
        };
    }

    /// <summary>The bytes of the whole file. The same directory gives the same bytes.</summary>
    /// <exception cref="DicomEncodingException">It is larger than an array can be.</exception>
    public byte[] ToArray() => ToArray(Array.MaxLength);

    /// <summary>Likewise, where there is a limit; nothing is written before it is known that it is kept.</summary>
    /// <param name="maximumBytes">The most bytes of the file.</param>
    /// <exception cref="DicomEncodingException">It is larger.</exception>
    public byte[] ToArray(int maximumBytes)
    {
        var output = new ArrayBufferWriter<byte>();
        var meta = FileMetaInformation.Create(Uids.MediaStorageDirectoryStorage, Uid, TransferSyntax.ExplicitVRLittleEndian);
        meta.Write(output);
        DataSetWriter.Write(DirectoryLayout.Of(this, output.WrittenCount, maximumBytes), TransferSyntax.ExplicitVRLittleEndian, output, DirectoryLayout.Form);
        return output.WrittenSpan.ToArray();
    }
}
