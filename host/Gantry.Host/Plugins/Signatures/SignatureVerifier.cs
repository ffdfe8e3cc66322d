using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gantry.Host.Plugins.Folders;
using Gantry.Host.Settings;

namespace Gantry.Host.Plugins.Signatures;

/// <summary>Verifies who signed a plugin's folder, and that it is as it was signed.</summary>
internal sealed class SignatureVerifier(GantrySettings settings, TimeProvider time)
{
    private const int MaximumBytes = 8 << 20;
    private const string CodeSigning = "1.3.6.1.5.5.7.3.3"; // id-kp-codeSigning (RFC 5280 §4.2.1.12)
    private static readonly string[] Digests = ["2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.2", "2.16.840.1.101.3.4.2.3"]; // SHA-256, -384, -512
    private readonly TrustedSigners _trusted = new(settings.TrustedSigners);

    /// <returns>The signature; null where there is none, or none is looked at.</returns>
    /// <exception cref="PluginRefusedException">It does not hold, or is missing and required.</exception>
    public PluginSignature? Verify(FolderContent content)
    {
        if (settings.Signatures == SignaturePolicy.Off)
        {
            return null;
        }

        var (list, signature) = (content.Find(SignedFiles.FileName), content.Find(SignedFiles.SignatureName));
        if (list is null && signature is null)
        {
            return settings.Signatures == SignaturePolicy.Require
                ? throw new PluginRefusedException("It is not signed, and Gantry:Signatures requires that.")
                : null;
        }

        if (list is null || signature is null)
        {
            throw new PluginRefusedException($"It is signed by half: there is no {(list is null ? SignedFiles.FileName : SignedFiles.SignatureName)}.");
        }

        var bytes = list.ReadAll(MaximumBytes);
        var cms = Decode(bytes, signature.ReadAll(MaximumBytes));
        var certificate = cms.SignerInfos[0].Certificate!;
        Parse(bytes).Check(content);
        CheckSigner(certificate, cms.Certificates);
        return PluginSignature.Of(certificate);
    }

    private static SignedCms Decode(byte[] list, byte[] signature)
    {
        try
        {
            var cms = new SignedCms(new ContentInfo(list), detached: true);
            cms.Decode(signature);
            if (cms.SignerInfos.Count != 1 || cms.SignerInfos[0].Certificate is null || !Digests.Contains(cms.SignerInfos[0].DigestAlgorithm.Value))
            {
                throw new PluginRefusedException($"{SignedFiles.SignatureName} is not a signature by one certificate with SHA-2.");
            }

            cms.CheckSignature(verifySignatureOnly: true);
            return cms;
        }
        catch (CryptographicException)
        {
            throw new PluginRefusedException($"{SignedFiles.SignatureName} is not a signature of {SignedFiles.FileName}.");
        }
    }

    private static SignedFiles Parse(byte[] bytes)
    {
        try
        {
            var list = JsonSerializer.Deserialize(bytes, SignedFilesJson.Default.SignedFiles);
            return list is not null && list.Files.DistinctBy(file => file?.Path).Count(file => file is not null) == list.Files.Length ? list : throw new JsonException();
        }
        catch (JsonException)
        {
            throw new PluginRefusedException($"{SignedFiles.FileName} is not a list of files.");
        }
    }

    private void CheckSigner(X509Certificate2 certificate, X509Certificate2Collection others)
    {
        var (now, name) = (time.GetUtcNow(), PluginSignature.Name(certificate));
        if (now.UtcDateTime > certificate.NotAfter.ToUniversalTime())
        {
            throw Refusal($"The certificate of its signer {name} expired on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}.");
        }

        if (now.UtcDateTime < certificate.NotBefore.ToUniversalTime())
        {
            throw Refusal($"The certificate of its signer {name} is not valid before {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd}.");
        }

        var usages = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().SelectMany(extension => extension.EnhancedKeyUsages.Cast<Oid>()).ToList();
        if (usages.Count > 0 && !usages.Exists(usage => usage.Value == CodeSigning))
        {
            throw Refusal($"The certificate of its signer {name} is not for signing code.");
        }

        if (!_trusted.Contain(certificate, others, now))
        {
            throw Refusal($"Its signer {name} is not trusted: the certificate, or its authority's, must be in {_trusted.Folder}.");
        }
    }

    private static PluginRefusedException Refusal(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));
}
