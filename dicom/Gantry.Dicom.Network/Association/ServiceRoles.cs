namespace Gantry.Dicom.Network;

/// <summary>The roles that one side of an association has for a presentation context (PS3.7 §D.3.3.4).</summary>
[Flags]
public enum ServiceRoles
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Service class user.</summary>
    Scu = 1,

    /// <summary>Service class provider.</summary>
    Scp = 2,
}
