using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Cli.Administration;

namespace Gantry.Cli.Signing;

/// <summary>Signs a plugin's folder: a list of the SHA-256 of each file, and a detached CMS signature of the list (RFC 5652).</summary>
internal static class FolderSignature
{
    public const string ListName = "plugin.signed.json";
    public const string SignatureName = "plugin.signed.p7s";

    /// <returns>How many files were signed.</returns>
    /// <exception cref="CliException">The folder is no plugin's, or the certificate cannot sign.</exception>
    public static int Sign(string folder, X509Certificate2 certificate, X509Certificate2Collection others)
    {
        if (!File.Exists(Path.Combine(folder, "plugin.json")))
        {
            throw new CliException($"There is no plugin.json in {folder}: it is no plugin's folder.");
        }

        var files = Files(folder).Order(StringComparer.Ordinal).Select(path => new SignedFile(path, Hash(Path.Combine(folder, path)))).ToArray();
        var list = JsonSerializer.SerializeToUtf8Bytes(new SignedFiles(files), SigningJson.Default.SignedFiles);
        var signature = Sign(list, certificate, others);
        File.WriteAllBytes(Path.Combine(folder, ListName), list);
        File.WriteAllBytes(Path.Combine(folder, SignatureName), signature);
        return files.Length;
    }

    private static IEnumerable<string> Files(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (new FileInfo(file).LinkTarget is not null)
            {
                throw new CliException($"{path} is a link; put the file itself into the folder.");
            }

            if (path is not (ListName or SignatureName))
            {
                yield return path;
            }
        }
    }

    private static string Hash(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static byte[] Sign(byte[] list, X509Certificate2 certificate, X509Certificate2Collection others)
    {
        try
        {
            var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate)
            {
                DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"), // id-sha256
                IncludeOption = X509IncludeOption.EndCertOnly,
            };
            signer.Certificates.AddRange(others); // so that a server needs no more than the root
            var cms = new SignedCms(new ContentInfo(list), detached: true);
            cms.ComputeSignature(signer);
            return cms.Encode();
        }
        catch (CryptographicException exception)
        {
            throw new CliException($"{certificate.Subject} cannot sign: {exception.Message}", exception);
        }
    }
}

internal sealed record SignedFiles(SignedFile[] Files);

internal sealed record SignedFile(string Path, string Sha256);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SignedFiles))]
internal sealed partial class SigningJson : JsonSerializerContext;
