using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Gantry.Dicom.Network;

/// <summary>Reads certificates and keys for TLS from files, as administrators have them: PEM, DER and PFX.</summary>
/// <remarks>Stateless, and safe for concurrent use.</remarks>
public static class TlsFiles
{
    private static readonly string[] Endings = [".cer", ".crt", ".der", ".pem"];

    /// <summary>Reads an own certificate with its private key, and the certificates between it and its authority.</summary>
    /// <param name="file">The certificate in PEM, with those that follow it; or all in a PFX file (<c>.pfx</c>, <c>.p12</c>).</param>
    /// <param name="key">The file with the private key in PEM; null where it is in the file of the certificate.</param>
    /// <param name="password">What opens the key or the PFX file; null for nothing.</param>
    /// <exception cref="InvalidDataException">A file is missing or is not what it should be; the message names it.</exception>
    public static SslStreamCertificateContext ReadCertificate(string file, string? key = null, string? password = null) =>
        Named(file, () => Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12" ? ReadPfx(file, password) : ReadPem(file, key, password));

    /// <summary>Reads the certificates of authorities.</summary>
    /// <param name="path">A file, or a folder with files.</param>
    /// <exception cref="InvalidDataException">A file is missing or is not what it should be, or there is none; the message names it.</exception>
    public static IReadOnlyList<X509Certificate2> ReadAuthorities(string path) => Named(path, () =>
    {
        var authorities = new X509Certificate2Collection();
        foreach (var file in Directory.Exists(path) ? ListAuthorities(path) : [path])
        {
            var bytes = File.ReadAllBytes(file);
            if (bytes.AsSpan().IndexOf("-----BEGIN"u8) >= 0)
            {
                authorities.ImportFromPem(Encoding.ASCII.GetString(bytes));
            }
            else
            {
                authorities.Add(Named(file, () => X509CertificateLoader.LoadCertificate(bytes)));
            }
        }

        return authorities.Count > 0 ? (IReadOnlyList<X509Certificate2>)[.. authorities] : throw new InvalidDataException($"{path} has no certificate.");
    });

    /// <summary>The files of a folder that <see cref="ReadAuthorities"/> reads, in order.</summary>
    public static IEnumerable<string> ListAuthorities(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal);

    private static SslStreamCertificateContext ReadPfx(string file, string? password)
    {
        var all = X509CertificateLoader.LoadPkcs12CollectionFromFile(file, password);
        var own = all.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new InvalidDataException($"{file} has no private key.");
        all.Remove(own);
        return SslStreamCertificateContext.Create(own, all, offline: true);
    }

    private static SslStreamCertificateContext ReadPem(string file, string? key, string? password)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(file);
        using var ephemeral = password is not null
            ? X509Certificate2.CreateFromEncryptedPemFile(file, password, key)
            : X509Certificate2.CreateFromPemFile(file, key);
        chain.RemoveAt(0);

        // Windows wants the key where it keeps keys.
        var certificate = OperatingSystem.IsWindows()
            ? X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null)
            : new X509Certificate2(ephemeral);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }

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
