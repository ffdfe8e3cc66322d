namespace Gantry.Dicom;

/// <summary>What a <see cref="ValidationFinding"/> is.</summary>
public enum ValidationCode
{
    /// <summary>Preamble, prefix or file meta information is missing or wrong (PS3.10 §7.1).</summary>
    FileMeta,

    /// <summary>The data set cannot be read to its end; what precedes the place was looked at.</summary>
    Damaged,

    /// <summary>A value field of an odd length (PS3.5 §7.1.1).</summary>
    OddLength,

    /// <summary>Elements that are not in ascending order, each once (PS3.5 §7.1).</summary>
    Order,

    /// <summary>The data set is in another encoding than its transfer syntax says.</summary>
    OtherEncoding,

    /// <summary>A delimiter that ends nothing (PS3.5 §7.5).</summary>
    StrayDelimiter,

    /// <summary>An element that does not belong into a data set: of group 0000 or 0002, or of a group that cannot be (PS3.5 §7.1, §7.8).</summary>
    Misplaced,

    /// <summary>A tag of an even group that the standard does not define.</summary>
    UnknownElement,

    /// <summary>A private element whose block no creator has reserved (PS3.5 §7.8.1).</summary>
    NoPrivateCreator,

    /// <summary>A VR that is not the element's, or that the standard does not define (PS3.6 §6).</summary>
    WrongVr,

    /// <summary>A number of values that the element may not have (PS3.6 §6).</summary>
    WrongMultiplicity,

    /// <summary>A value field whose length does not fit its VR, e.g. three bytes of US (PS3.5 §6.2).</summary>
    WrongLength,

    /// <summary>A value that is longer than its VR allows (PS3.5 §6.2).</summary>
    TooLong,

    /// <summary>A value that is not in the form of its VR: no date, no number, no UID ... (PS3.5 §6.2).</summary>
    Malformed,

    /// <summary>Padding with another character than the VR's, or with too many (PS3.5 §6.2).</summary>
    Padding,

    /// <summary>Specific Character Set (0008,0005) has terms that are not defined, or that do not go together (PS3.3 §C.12.1.1.2).</summary>
    CharacterSet,

    /// <summary>Text that is not in the declared character repertoires (PS3.5 §6.1).</summary>
    Undecodable,

    /// <summary>A UID that every instance of its kind needs is missing.</summary>
    MissingUid,

    /// <summary>Pixel data that does not fit the attributes which describe it, or the transfer syntax (PS3.3 §C.7.6.3, PS3.5 §8).</summary>
    PixelData,
}
