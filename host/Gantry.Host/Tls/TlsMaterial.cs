using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gantry.Dicom.Network;
using Gantry.Host.Settings;

namespace Gantry.Host.Tls;

/// <summary>What the files of TLS settings hold: the own certificate, and whom to trust.</summary>
/// <param name="Certificate">The own certificate with its key, and the certificates up to its authority; null for none.</param>
/// <param name="Trust">Whom to trust.</param>
internal sealed record TlsMaterial(SslStreamCertificateContext? Certificate, CertificateTrust Trust)
{
    private static readonly string[] Endings = [".cer", ".crt", ".der", ".pem"];

    /// <summary>Reads the files.</summary>
    /// <exception cref="InvalidDataException">One of them is missing or is not what it should be; the message names it.</exception>
    public static TlsMaterial Read(TlsSettings settings) => new(
        settings.Certificate is { } file ? Named(file, () => ReadCertificate(file, settings)) : null,
        settings.TrustedAuthorities is { } folder
            ? new CertificateTrust { Authorities = Named(folder, () => ReadAuthorities(folder)) }
            : CertificateTrust.System);

    /// <summary>The files that are read, for whoever looks for changes.</summary>
    public static IEnumerable<string> Files(TlsSettings settings)
    {
        string?[] named = [settings.Certificate, settings.Key, settings.TrustedAuthorities];
        var inFolder = Directory.Exists(settings.TrustedAuthorities) ? CertificatesOf(settings.TrustedAuthorities) : [];
        return named.OfType<string>().Concat(inFolder);
    }

    private static SslStreamCertificateContext ReadCertificate(string file, TlsSettings settings)
    {
        if (Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12")
        {
            var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, settings.Password);
            var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new InvalidDataException("it has no private key.");
            all.Remove(own);
            return SslStreamCertificateContext.Create(own, all, offline: true);
        }

        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(file);
        using var ephemeral = settings.Password is { } password
            ? X509Certificate2.CreateFromEncryptedPemFile(file, password, settings.Key)
            : X509Certificate2.CreateFromPemFile(file, settings.Key);
        chain.RemoveAt(0);

        // Windows wants the key where it keeps keys.
        var certificate = OperatingSystem.IsWindows()
            ? X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null)
            : new X509Certificate2(ephemeral);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

    private static List<X509Certificate2> ReadAuthorities(string path)
    {
        var authorities = new X509Certificate2Collection();
        foreach (var file in Directory.Exists(path) ? CertificatesOf(path) : [path])
        {
            var bytes = File.ReadAllBytes(file);
            if (bytes.AsSpan().StartsWith("-----"u8) || bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0)
            {
                authorities.ImportFromPem(System.Text.Encoding.ASCII.GetString(bytes));
            }
            else
            {
                authorities.Add(Named(file, () => X509CertificateLoader.LoadCertificate(bytes)));
            }
        }

        return authorities.Count > 0 ? [.. authorities] : throw new InvalidDataException("there is no certificate in it.");
    }

    private static IEnumerable<string> CertificatesOf(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);

    private static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidDataException($"{path} cannot be used for TLS: {exception.Message}", exception);
        }
    }
}
