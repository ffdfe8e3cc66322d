namespace Gantry.Host.Remote;

/// <summary>How a remote AE is called by TLS.</summary>
/// <param name="ServerName">The name that its certificate must be for; null for its host.</param>
/// <param name="AnyName">True where its certificate may be for any name, if its authority is trusted.</param>
/// <param name="Fingerprint">The SHA-256 fingerprint of the one certificate that it must have, whoever issued that; null for any that is trusted.</param>
internal sealed record RemoteTls(string? ServerName = null, bool AnyName = false, string? Fingerprint = null);
