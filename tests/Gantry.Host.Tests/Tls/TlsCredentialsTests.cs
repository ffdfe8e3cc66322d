using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gantry.Dicom.Network.Tests.Tls;
using Gantry.Host.Settings;
using Gantry.Host.Tests.Logging;
using Gantry.Host.Tls;
using Microsoft.Extensions.Logging;

namespace Gantry.Host.Tests.Tls;

/// <summary>Certificates in files, replaced while they are used.</summary>
public sealed class TlsCredentialsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gantry-tls-");
    private readonly TestCertificates _certificates = new();
    private readonly CapturedLog _log = new();
    private DateTime _written = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public void Dispose()
    {
        _certificates.Dispose();
        _log.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_new_certificate_is_used_without_a_restart_once_its_key_is_there_too()
    {
        var credentials = Pem("one");
        Assert.Equal("CN=one", Subject(credentials));
        var two = _certificates.Issue("two");

        Write("host.pem", two.ExportCertificatePem());
        credentials.Look();
        Assert.Equal("CN=one", Subject(credentials)); // the key is still the old one's
        Assert.Equal(1, Lines("What TLS needs has changed and is not used"));

        Write("host.key", two.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        credentials.Look();
        Assert.Equal("CN=two", Subject(credentials));
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")]
    public void What_is_no_certificate_is_told_once_and_the_old_one_goes_on(string content)
    {
        var credentials = Pem("one");
        Write("host.pem", content);

        credentials.Look();
        credentials.Look();

        Assert.Equal("CN=one", Subject(credentials));
        Assert.Equal(1, Lines("What TLS needs has changed and is not used"));
    }

    [Fact]
    public void Authorities_come_and_go_with_their_files_and_a_folder_that_loses_all_keeps_the_last()
    {
        using var other = new TestCertificates("Other Authority");
        var credentials = Pem("one");
        Write("ca/other.crt", other.Authority.ExportCertificatePem());
        credentials.Look();
        Assert.Equal(["CN=Other Authority", "CN=Test Authority"], Authorities(credentials));

        File.Delete(Path.Combine(_folder.FullName, "ca", "ca.pem"));
        credentials.Look();
        Assert.Equal(["CN=Other Authority"], Authorities(credentials));

        File.Delete(Path.Combine(_folder.FullName, "ca", "other.crt"));
        credentials.Look();
        Assert.Equal(["CN=Other Authority"], Authorities(credentials));
    }

    [Fact]
    public void A_PFX_file_with_a_password_and_a_PEM_file_with_an_encrypted_key_are_read()
    {
        var certificate = _certificates.Issue("packed");
        File.WriteAllBytes(Path.Combine(_folder.FullName, "host.pfx"), certificate.Export(X509ContentType.Pkcs12, "secret"));
        var encrypted = certificate.GetRSAPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000));
        Write("both.pem", certificate.ExportCertificatePem() + "\n" + encrypted);

        foreach (var file in (string[])["host.pfx", "both.pem"])
        {
            var settings = new TlsSettings { Certificate = Path.Combine(_folder.FullName, file), Password = "secret" };
            Assert.Equal("CN=packed", Subject(new TlsCredentials(settings, TimeProvider.System, Logger)));
            var wrong = Assert.Throws<InvalidDataException>(() => TlsMaterial.Read(settings with { Password = "wrong" }));
            Assert.StartsWith(settings.Certificate, wrong.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_missing_file_is_named_and_the_password_is_in_no_text()
    {
        var settings = new TlsSettings { Certificate = Path.Combine(_folder.FullName, "none.pem"), Password = "secret" };

        Assert.StartsWith(settings.Certificate, Assert.Throws<InvalidDataException>(() => TlsMaterial.Read(settings)).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_ends_soon_is_told()
    {
        Pem("soon"); // valid for five days

        Assert.Equal(1, Lines("The certificate of CN=soon is valid until"));
    }

    private ILogger Logger => _log.Factory.CreateLogger("Gantry.Host.Tls");

    private int Lines(string beginning) => _log.Text.Split('\n').Count(line => line.Replace("\"", "", StringComparison.Ordinal).StartsWith(beginning, StringComparison.Ordinal));

    private static string Subject(TlsCredentials credentials) => credentials.Current.Certificate!.TargetCertificate.Subject;

    private static IEnumerable<string> Authorities(TlsCredentials credentials) =>
        credentials.Current.Trust.Authorities.Select(authority => authority.Subject).Order(StringComparer.Ordinal);

    private TlsCredentials Pem(string name)
    {
        var certificate = _certificates.Issue(name);
        Write("host.pem", certificate.ExportCertificatePem());
        Write("host.key", certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Write("ca/ca.pem", _certificates.Authority.ExportCertificatePem());
        return new TlsCredentials(
            new TlsSettings
            {
                Certificate = Path.Combine(_folder.FullName, "host.pem"),
                Key = Path.Combine(_folder.FullName, "host.key"),
                TrustedAuthorities = Path.Combine(_folder.FullName, "ca"),
            },
            TimeProvider.System,
            Logger);
    }

    // The times of two writes may be the same on a fast disk.
    private void Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, _written = _written.AddSeconds(1));
    }
}
