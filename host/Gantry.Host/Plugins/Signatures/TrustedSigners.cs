using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gantry.Host.Plugins.Signatures;

/// <summary>The certificates of a folder: signers that are trusted themselves, and authorities that vouch for signers.</summary>
internal sealed class TrustedSigners(string folder)
{
    private static readonly string[] Endings = [".cer", ".crt", ".der", ".pem"];

    public string Folder { get; } = folder;

    /// <summary>True where the certificate is one of them, or leads to one. Revocation is not asked for: a server often has no way out.</summary>
    /// <param name="certificate">The signer's.</param>
    /// <param name="others">What came with it, to fill the chain.</param>
    /// <param name="now">The time at which it must be valid.</param>
    public bool Contain(X509Certificate2 certificate, X509Certificate2Collection others, DateTimeOffset now)
    {
        var trusted = Read();
        if (trusted.Any(each => each.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)))
        {
            return true;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        return trusted.Count > 0 && chain.Build(certificate);
    }

    private X509Certificate2Collection Read()
    {
        var certificates = new X509Certificate2Collection();
        foreach (var file in Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder).Where(file => Endings.Contains(Path.GetExtension(file))) : [])
        {
            try
            {
                certificates.Add(X509CertificateLoader.LoadCertificateFromFile(file));
            }
            catch (CryptographicException exception)
            {
                throw new PluginRefusedException($"{Path.GetFileName(file)} among the trusted signers is no certificate: {exception.Message}");
            }
        }

        return certificates;
    }
}
