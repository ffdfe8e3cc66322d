namespace Gantry.Dicom.Network;

/// <summary>The form of a user identity (PS3.7 §D.3.3.7.1).</summary>
public enum UserIdentityType : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>User name, UTF-8.</summary>
    UserName = 1,

    /// <summary>User name and passcode, UTF-8.</summary>
    UserNameAndPasscode = 2,

    /// <summary>Kerberos service ticket.</summary>
    Kerberos = 3,

    /// <summary>SAML assertion.</summary>
    Saml = 4,

    /// <summary>JSON web token.</summary>
    JsonWebToken = 5,
}
