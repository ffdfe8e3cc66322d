namespace Gantry.Dicom;

/// <summary>What a key of a directory record needs.</summary>
internal enum DirectoryRecordNeed
{
    /// <summary>Type 3, or 1C.</summary>
    Nothing,

    /// <summary>Type 2.</summary>
    Presence,

    /// <summary>Type 1.</summary>
    Value,
}
