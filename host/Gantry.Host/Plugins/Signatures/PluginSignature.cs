using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gantry.Host.Plugins.Signatures;

/// <summary>A signature that holds.</summary>
/// <param name="Signer">The subject of the signer's certificate.</param>
/// <param name="Thumbprint">The SHA-256 of the certificate, hexadecimal.</param>
/// <param name="ValidUntil">When the certificate expires.</param>
internal sealed record PluginSignature(string Signer, string Thumbprint, DateTimeOffset ValidUntil)
{
    public static PluginSignature Of(X509Certificate2 certificate) => new(
        Name(certificate), certificate.GetCertHashString(HashAlgorithmName.SHA256), new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));

    /// <summary>The subject, on one line whatever it holds.</summary>
    public static string Name(X509Certificate2 certificate) => string.Concat(certificate.Subject.Take(200).Select(c => char.IsControl(c) ? '?' : c));
}
