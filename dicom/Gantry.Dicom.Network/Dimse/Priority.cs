namespace Gantry.Dicom.Network;

/// <summary>The Priority (0000,0700): advice to the performer (PS3.7 §E.1).</summary>
public enum Priority : ushort
{
    /// <summary>MEDIUM.</summary>
    Medium = 0x0000,

    /// <summary>HIGH.</summary>
    High = 0x0001,

    /// <summary>LOW.</summary>
    Low = 0x0002,
}
