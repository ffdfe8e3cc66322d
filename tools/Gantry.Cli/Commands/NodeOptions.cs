using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gantry.Cli.Administration;

namespace Gantry.Cli.Commands;

/// <summary>The options of <c>gantry ae add</c>: what is not given stays as it is.</summary>
internal sealed class NodeOptions
{
    private readonly Option<string?> _alias = AliasOption();
    private readonly Option<string[]> _addresses = AddressOption("Where it may call from: an address, a network as 10.1.0.0/16, a host name, or any; its host unless given.");
    private readonly Option<string[]> _operations = OperationsOption("What it may do when it calls; all but delete unless given.");
    private readonly Option<int?> _most = new("--max-associations") { Description = "The most associations that it may have at a time; 0 for no limit.", HelpName = "N" };
    private readonly Option<string[]> _certificates = new("--certificate")
    {
        Description = "It must show this certificate by TLS when it calls: a file, or a SHA-256 fingerprint.",
        HelpName = "FILE|FINGERPRINT",
    };

    private readonly Option<bool> _tls = new("--tls") { Description = "It is called by TLS." };
    private readonly Option<string?> _tlsName = new("--tls-name") { Description = "The name that its certificate is for; its host unless given.", HelpName = "NAME" };
    private readonly Option<bool> _tlsAnyName = new("--tls-any-name") { Description = "Its certificate may be for any name, if its authority is trusted." };
    private readonly Option<string?> _tlsCertificate = new("--tls-certificate")
    {
        Description = "It must have this certificate, whoever issued that: a file, or a SHA-256 fingerprint.",
        HelpName = "FILE|FINGERPRINT",
    };

    public static Option<string?> AliasOption() => new("--alias") { Description = "What people call it.", HelpName = "NAME" };

    public static Option<string[]> AddressOption(string description) => new("--address") { Description = description, HelpName = "ADDRESS" };

    public static Option<string[]> OperationsOption(string description) => new("--operations")
    {
        Description = description + " echo, store, query, retrieve, commit, media, delete, other, or all; with commas.",
        HelpName = "LIST",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_alias, _addresses, _operations, _most, _certificates, _tls, _tlsName, _tlsAnyName, _tlsCertificate])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="CliException">A certificate is none.</exception>
    public NodeChange Read(ParseResult parsed)
    {
        var (name, certificate) = (parsed.GetValue(_tlsName), parsed.GetValue(_tlsCertificate));
        var isSecured = parsed.GetValue(_tls) || name is not null || certificate is not null || parsed.GetValue(_tlsAnyName);
        return new NodeChange
        {
            Alias = parsed.GetValue(_alias),
            Addresses = Split(parsed.GetValue(_addresses)),
            Operations = Split(parsed.GetValue(_operations)),
            MaximumAssociations = parsed.GetValue(_most),
            Certificates = parsed.GetValue(_certificates) is { Length: > 0 } certificates ? [.. certificates.Select(Fingerprint)] : null,
            Tls = isSecured ? new NodeTls(name, parsed.GetValue(_tlsAnyName), certificate is null ? null : Fingerprint(certificate)) : null,
        };
    }

    /// <summary>Values with commas, or given several times; null for none.</summary>
    public static IReadOnlyList<string>? Split(string[]? values)
    {
        List<string> all = [.. (values ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        return all.Count == 0 ? null : all;
    }

    private static string Fingerprint(string text)
    {
        if (!File.Exists(text))
        {
            return text; // the server says where it is no fingerprint
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(text);
            return certificate.GetCertHashString(HashAlgorithmName.SHA256);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{text} is no certificate: {exception.Message}", exception);
        }
    }
}
