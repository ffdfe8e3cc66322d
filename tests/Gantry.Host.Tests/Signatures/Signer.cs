using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace Gantry.Host.Tests.Signatures;

/// <summary>Makes certificates, and signs folders with them.</summary>
internal static class Signer
{
    private static readonly Oid CodeSigning = new("1.3.6.1.5.5.7.3.3");
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    public static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-400), DateTimeOffset.UtcNow.AddDays(400));
    }

    /// <summary>A signer's own certificate, signed by itself or by an authority.</summary>
    public static X509Certificate2 Certificate(string name, X509Certificate2? authority = null, int firstDay = -100, int lastDay = 100, bool isForServers = false)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([isForServers ? ServerAuthentication : CodeSigning], false));
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(firstDay), DateTimeOffset.UtcNow.AddDays(lastDay));
        if (authority is null)
        {
            return request.CreateSelfSigned(from, to);
        }

        using var issued = request.Create(authority, from, to, [1, 2, 3, 4]);
        return issued.CopyWithPrivateKey(key);
    }

    public static void Sign(string folder, X509Certificate2 certificate, string digest = "2.16.840.1.101.3.4.2.1")
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file))
            .Where(path => !path.StartsWith("plugin.signed.", StringComparison.Ordinal));
        var entries = files.Select(path => $$"""{"path":"{{path}}","sha256":"{{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, path))))}}"}""");
        var list = System.Text.Encoding.UTF8.GetBytes($$"""{"files":[{{string.Join(',', entries)}}]}""");
        File.WriteAllBytes(Path.Combine(folder, "plugin.signed.json"), list);
        var cms = new SignedCms(new ContentInfo(list), detached: true);
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
        {
            DigestAlgorithm = new Oid(digest),
            IncludeOption = X509IncludeOption.EndCertOnly,
        });
        File.WriteAllBytes(Path.Combine(folder, "plugin.signed.p7s"), cms.Encode());
    }

    public static void Trust(string folder, X509Certificate2 certificate)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, $"{certificate.Thumbprint}.pem"), certificate.ExportCertificatePem());
    }
}
