namespace Gantry.Dicom;

/// <summary>What the instances of a storage SOP class are.</summary>
public enum StorageSopClassKind
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>Images, with pixel data.</summary>
    Image,

    /// <summary>Structured reports (PS3.3 §A.35).</summary>
    StructuredReport,

    /// <summary>Presentation states (PS3.3 §A.33).</summary>
    PresentationState,

    /// <summary>Waveforms (PS3.3 §A.34).</summary>
    Waveform,

    /// <summary>Encapsulated documents (PS3.3 §A.45).</summary>
    Encapsulated,
}
