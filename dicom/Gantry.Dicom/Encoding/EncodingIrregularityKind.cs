namespace Gantry.Dicom;

/// <summary>What an <see cref="EncodingIrregularity"/> is.</summary>
public enum EncodingIrregularityKind
{
    /// <summary>A value field or fragment of an odd length (PS3.5 §7.1.1): read as it is, padded when it is written.</summary>
    OddLength,

    /// <summary>An element after one with a greater tag (PS3.5 §7.1): put in its place.</summary>
    OutOfOrder,

    /// <summary>An element with the tag of another one (PS3.5 §7.1): the first counts.</summary>
    Repeated,

    /// <summary>A VR that the standard does not define (PS3.5 §6.2.2): read as the long form, kept as it is.</summary>
    UnknownVr,

    /// <summary>The data set is in another encoding than its transfer syntax says: read as it really is.</summary>
    OtherEncoding,

    /// <summary>A sequence delimiter that ends no sequence (PS3.5 §7.5): left out.</summary>
    StrayDelimiter,
}
