using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>The options of how a peer is called over TLS: 1.2 or 1.3, with the cipher suites of the BCP 195 profiles (PS3.15 §B.12, §B.13).</summary>
internal sealed class TlsClientOptions(CommandContext context)
{
    private const string PasswordVariable = "GANTRY_KEY_PASSWORD";

    private readonly Option<bool> _tls = new("--tls") { Description = "Call the peer over TLS; each of the options below means that, too." };

    private readonly Option<string?> _authorities = new("--ca")
    {
        Description = "The certificates of the authorities that are trusted, a file or a folder; those of the system unless given.",
        HelpName = "PATH",
    };

    private readonly Option<string?> _certificate = new("--cert")
    {
        Description = $"The own certificate, with those up to its authority: PEM, or PFX. {PasswordVariable} opens it where it is closed.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _key = new("--key") { Description = "The private key in PEM, where it is not in the file of --cert.", HelpName = "FILE" };
    private readonly Option<string?> _name = new("--tls-name") { Description = "The name that the peer's certificate is for; its host unless given.", HelpName = "NAME" };
    private readonly Option<bool> _anyName = new("--tls-any-name") { Description = "The peer's certificate may be for any name, if its authority is trusted." };

    private readonly Option<string?> _peerCertificate = new("--tls-certificate")
    {
        Description = "The peer must have this certificate, whoever issued it: a file, or a SHA-256 fingerprint.",
        HelpName = "FILE|FINGERPRINT",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_tls, _authorities, _certificate, _key, _name, _anyName, _peerCertificate])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>How the peer is called.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="known">What the server knows of how it is called; the command line comes first.</param>
    /// <returns>Null for plain TCP.</returns>
    /// <exception cref="CliException">A file cannot be used.</exception>
    public TlsOptions? Read(ParseResult parsed, NodeTls? known)
    {
        var (authorities, certificate, key) = (parsed.GetValue(_authorities), parsed.GetValue(_certificate), parsed.GetValue(_key));
        var (name, anyName, pinned) = (parsed.GetValue(_name), parsed.GetValue(_anyName), parsed.GetValue(_peerCertificate));
        if (known is null && !parsed.GetValue(_tls) && !anyName && authorities is null && certificate is null && key is null && name is null && pinned is null)
        {
            return null;
        }

        if (key is not null && certificate is null)
        {
            throw new CliException("--key needs --cert, whose key it is.");
        }

        try
        {
            var fingerprint = pinned is not null ? Fingerprint(pinned) : known?.Fingerprint;
            return new TlsOptions
            {
                ServerName = name ?? known?.ServerName,
                Certificate = certificate is null ? null : TlsFiles.ReadCertificate(certificate, key, context.Environment(PasswordVariable)),
                Trust = new CertificateTrust
                {
                    Authorities = authorities is null ? [] : TlsFiles.ReadAuthorities(authorities),
                    ChecksHostName = !anyName && known is not { AnyName: true },
                    Fingerprints = fingerprint is null ? [] : [fingerprint],
                },
            };
        }
        catch (InvalidDataException exception)
        {
            throw new CliException(exception.Message, exception);
        }
    }

    private static string Fingerprint(string text)
    {
        if (CertificateTrust.ParseFingerprint(text) is { } fingerprint)
        {
            return fingerprint;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificateFromFile(text);
            return CertificateTrust.FingerprintOf(certificate);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{text} is neither a certificate nor a SHA-256 fingerprint: {exception.Message}", exception);
        }
    }
}
