using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gantry.Dicom.Network.Tests.Tls;

/// <summary>An authority of a test's own, and certificates that it issues.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static int _serial;
    private readonly List<X509Certificate2> _made = [];

    public TestCertificates(string name = "Test Authority")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-10), DateTimeOffset.UtcNow.AddDays(10));
    }

    public X509Certificate2 Authority { get; }

    /// <summary>A certificate with its key, for 127.0.0.1 and a host name, for servers and clients.</summary>
    public X509Certificate2 Issue(string name, string host = "localhost", int lastDay = 5)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var issued = request.Create(
            Authority, DateTimeOffset.UtcNow.AddDays(-9), DateTimeOffset.UtcNow.AddDays(lastDay), BitConverter.GetBytes(0x7000_0000 | Interlocked.Increment(ref _serial)));
        var certificate = issued.CopyWithPrivateKey(key);
        _made.Add(certificate);
        return certificate;
    }

    /// <summary>Writes certificate and key as PEM into one file each: <c>NAME.pem</c>, <c>NAME.key</c>.</summary>
    public static (string Certificate, string Key) Write(string folder, string name, X509Certificate2 certificate)
    {
        var (pem, key) = (Path.Combine(folder, name + ".pem"), Path.Combine(folder, name + ".key"));
        File.WriteAllText(pem, certificate.ExportCertificatePem());
        File.WriteAllText(key, certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return (pem, key);
    }

    public void Dispose()
    {
        Authority.Dispose();
        _made.ForEach(certificate => certificate.Dispose());
    }
}
