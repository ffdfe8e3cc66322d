using System.Net.Security;
using Gantry.Dicom.Network;
using Gantry.Host.Settings;

namespace Gantry.Host.Tls;

/// <summary>What the files of TLS settings hold: the own certificate, and whom to trust.</summary>
/// <param name="Certificate">The own certificate with its key, and the certificates up to its authority; null for none.</param>
/// <param name="Trust">Whom to trust.</param>
internal sealed record TlsMaterial(SslStreamCertificateContext? Certificate, CertificateTrust Trust)
{
    /// <summary>Reads the files.</summary>
    /// <exception cref="InvalidDataException">One of them is missing or is not what it should be; the message names it.</exception>
    public static TlsMaterial Read(TlsSettings settings) => new(
        settings.Certificate is { } file ? TlsFiles.ReadCertificate(file, settings.Key, settings.Password) : null,
        settings.TrustedAuthorities is { } folder ? new CertificateTrust { Authorities = TlsFiles.ReadAuthorities(folder) } : CertificateTrust.System);

    /// <summary>The files that are read, for whoever looks for changes.</summary>
    public static IEnumerable<string> Files(TlsSettings settings)
    {
        string?[] named = [settings.Certificate, settings.Key, settings.TrustedAuthorities];
        var inFolder = Directory.Exists(settings.TrustedAuthorities) ? TlsFiles.ListAuthorities(settings.TrustedAuthorities) : [];
        return named.OfType<string>().Concat(inFolder);
    }
}
