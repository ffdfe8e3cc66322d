namespace Gantry.Dicom.Network;

/// <summary>The Request Priority (2200,0020) of media (PS3.4 §S.3.2.2).</summary>
public enum MediaPriority
{
    /// <summary>MED.</summary>
    Medium,

    /// <summary>HIGH.</summary>
    High,

    /// <summary>LOW.</summary>
    Low,
}
