using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gantry.Dicom.Network;

/// <summary>Which certificates of peers are trusted.</summary>
/// <remarks>Immutable, and safe for concurrent use. Revocation is not looked at: certificates in a hospital's network mostly have nowhere to ask.</remarks>
public sealed record CertificateTrust
{
    /// <summary>Trust in the authorities of the operating system, for the host that was asked for.</summary>
    public static CertificateTrust System { get; } = new();

    /// <summary>
    /// The authorities, or peers' own self-signed certificates, that are trusted in place of the operating system's; none, the default, trusts those. They stay
    /// the caller's.
    /// </summary>
    public IReadOnlyList<X509Certificate2> Authorities { get; init; } = [];

    /// <summary>
    /// SHA-256 fingerprints in hexadecimal. Where there are any, a certificate with one of them is trusted whoever issued it and whatever its name and
    /// dates, and no other is.
    /// </summary>
    public IReadOnlyList<string> Fingerprints
    {
        get;
        init => field = [.. value.Select(text => ParseFingerprint(text) ?? throw new ArgumentException($"'{text}' is not a SHA-256 fingerprint."))];
    } = [];

    /// <summary>
    /// True, the default, where the certificate of a called peer must be for the host that was asked for. False trusts every certificate of the authorities,
    /// as the devices of a hospital, known by address, often have it. Callers are not asked for a name.
    /// </summary>
    public bool ChecksHostName { get; init; } = true;

    /// <summary>The SHA-256 fingerprint of a certificate: 64 hexadecimal digits in upper case.</summary>
    public static string FingerprintOf(X509Certificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return certificate.GetCertHashString(HashAlgorithmName.SHA256);
    }

    /// <summary>Reads a SHA-256 fingerprint as people write it, with or without colons or blanks.</summary>
    /// <returns>64 hexadecimal digits in upper case; null where it is none.</returns>
    public static string? ParseFingerprint(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = text.Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return digits.Length == 2 * SHA256.HashSizeInBytes && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }

    /// <summary>How chains are to be built: the policy for <see cref="SslServerAuthenticationOptions"/> and its like.</summary>
    public X509ChainPolicy CreateChainPolicy()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (Authorities.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            foreach (var authority in Authorities)
            {
                policy.CustomTrustStore.Add(authority);
                policy.ExtraStore.Add(authority); // one that is not at the top, too
            }
        }

        return policy;
    }

    /// <summary>Judges a certificate that a handshake has brought.</summary>
    /// <param name="certificate">The certificate; null where the peer sent none.</param>
    /// <param name="chain">Its chain, built by <see cref="CreateChainPolicy"/>.</param>
    /// <param name="errors">What the handshake found.</param>
    /// <returns>Why it is not trusted, in a sentence; null where it is.</returns>
    public string? FaultOf(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return "the peer sent no certificate.";
        }

        if (Fingerprints.Count > 0)
        {
            return Fingerprints.Contains(FingerprintOf(certificate), StringComparer.Ordinal)
                ? null
                : $"the certificate of {certificate.Subject} has the fingerprint {FingerprintOf(certificate)}, which is not the one that is trusted.";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            var reasons = (chain?.ChainStatus ?? []).Select(status => status.Status.ToString()).Distinct();
            return $"the certificate of {certificate.Subject} is not trusted ({string.Join(", ", reasons)}).";
        }

        return ChecksHostName && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? $"the certificate of {certificate.Subject} is for another host."
            : null;
    }
}
