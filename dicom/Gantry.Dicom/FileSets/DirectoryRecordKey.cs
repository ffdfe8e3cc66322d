namespace Gantry.Dicom;

/// <summary>A key of a directory record, and what becomes of it where the instance has no value for it.</summary>
/// <param name="Tag">The attribute, of the record and of the instance alike.</param>
/// <param name="Need">Its type.</param>
internal readonly record struct DirectoryRecordKey(Tag Tag, DirectoryRecordNeed Need)
{
    /// <summary>Type 1: a value is made up for the record, as DICOMDIR readers rely on one.</summary>
    public static DirectoryRecordKey One(Tag tag) => new(tag, DirectoryRecordNeed.Value);

    /// <summary>Type 2: the record has it without a value.</summary>
    public static DirectoryRecordKey Two(Tag tag) => new(tag, DirectoryRecordNeed.Presence);

    /// <summary>Type 3, or 1C: the record does not have it.</summary>
    public static DirectoryRecordKey Three(Tag tag) => new(tag, DirectoryRecordNeed.Nothing);
}
