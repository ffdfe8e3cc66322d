using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>A user whose identity was checked.</summary>
/// <param name="Name">The name under which the checking plugin knows the user.</param>
/// <param name="Type">The type of the identity that was offered.</param>
public sealed record VerifiedUser(string Name, UserIdentityType Type);
