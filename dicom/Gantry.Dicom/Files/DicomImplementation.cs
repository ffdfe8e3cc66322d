namespace Gantry.Dicom;

/// <summary>How this implementation names itself in files and associations (PS3.7 §D.3.3.2, PS3.10 §7.1).</summary>
public static class DicomImplementation
{
    /// <summary>The version name: at most 16 characters.</summary>
    public const string VersionName = "GANTRY_0_1";

    /// <summary>The Implementation Class UID: the same for all versions.</summary>
    public static Uid ClassUid => Uid.OfValid("2.25.63377204338522334090272518851137141531");
}
