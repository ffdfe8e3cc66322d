namespace Gantry.Dicom.Network;

/// <summary>Who the user is, as the association requestor says (PS3.7 §D.3.3.7.1).</summary>
/// <param name="Type">The form of the identity.</param>
/// <param name="PositiveResponseRequested">True where the requestor wants an answer when the identity was accepted.</param>
/// <param name="PrimaryField">User name in UTF-8, Kerberos ticket, SAML assertion or JSON web token.</param>
/// <param name="SecondaryField">The passcode in UTF-8 where the type is <see cref="UserIdentityType.UserNameAndPasscode"/>; else empty.</param>
public sealed record UserIdentity(UserIdentityType Type, bool PositiveResponseRequested, ReadOnlyMemory<byte> PrimaryField, ReadOnlyMemory<byte> SecondaryField)
{
    /// <summary>The form alone: the fields are secrets, which do not belong in a log.</summary>
    public override string ToString() => $"User identity of type {Type}";
}
