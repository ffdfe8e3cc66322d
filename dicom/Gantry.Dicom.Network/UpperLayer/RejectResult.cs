namespace Gantry.Dicom.Network;

/// <summary>The Result of an A-ASSOCIATE-RJ (PS3.8 §9.3.4).</summary>
public enum RejectResult : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>rejected-permanent.</summary>
    Permanent = 1,

    /// <summary>rejected-transient: worth another attempt.</summary>
    Transient = 2,
}
