namespace Gantry.Dicom;

/// <summary>The action codes of PS3.15 Table E.1-1a, as the generated table numbers them.</summary>
internal enum DeidentificationAction : byte
{
    /// <summary>The table does not name the attribute.</summary>
    None,

    /// <summary>K: as it is; a sequence is cleaned inside.</summary>
    Keep,

    /// <summary>C: only what is known to identify nobody.</summary>
    Clean,

    /// <summary>X: taken out.</summary>
    Remove,

    /// <summary>Z: without a value, or a dummy.</summary>
    Zero,

    /// <summary>D: a dummy.</summary>
    Dummy,

    /// <summary>U: another UID, always the same for the same.</summary>
    ReplaceUid,

    /// <summary>X/Z.</summary>
    RemoveOrZero,

    /// <summary>X/D.</summary>
    RemoveOrDummy,

    /// <summary>Z/D.</summary>
    ZeroOrDummy,

    /// <summary>X/Z/D.</summary>
    RemoveZeroOrDummy,

    /// <summary>X/Z/U*: as the others, or the sequence with other UIDs in it.</summary>
    RemoveZeroOrReplaceUids,
}
