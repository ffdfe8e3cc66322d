using System.Globalization;

namespace Gantry.Host.Settings;

/// <summary>What is done about certificates of peers that call.</summary>
internal enum ClientCertificates
{
    /// <summary>They are not asked for.</summary>
    None,

    /// <summary>They are asked for; one that is shown must be trusted.</summary>
    Optional,

    /// <summary>Without one that is trusted there is no connection: mutual authentication.</summary>
    Required,
}

/// <summary>The settings below <c>Gantry:Tls</c>, which hold for all listeners with TLS and for outgoing associations; a listener may have some of its own.</summary>
internal sealed record TlsSettings
{
    public static readonly string[] Names =
    [
        nameof(Certificate), nameof(Key), nameof(Password), nameof(TrustedAuthorities), nameof(ClientCertificates), nameof(HandshakeTimeout),
    ];

    /// <summary>The file with the host's certificate, and those between it and its authority: PEM, or PFX. Null for none, which is enough to call by TLS.</summary>
    public string? Certificate { get; init; }

    /// <summary>The file with the private key in PEM; null where it is in the file of the certificate.</summary>
    public string? Key { get; init; }

    /// <summary>What opens the key or the PFX file; null for nothing.</summary>
    public string? Password { get; init; }

    /// <summary>A folder, or a file, with the certificates of the authorities that are trusted. Null, or an empty folder, trusts those of the operating system.</summary>
    public string? TrustedAuthorities { get; init; }

    /// <summary>What is done about certificates of peers that call; Required unless set, as IHE's node authentication has it.</summary>
    public ClientCertificates ClientCertificates { get; init; } = ClientCertificates.Required;

    /// <summary>How long a peer that calls may take for the handshake; 1 second to 5 minutes, 10 seconds unless set.</summary>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public static TlsSettings Read(IConfigurationSection section, TlsSettings otherwise, ICollection<string> faults)
    {
        foreach (var unknown in section.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"{section.Path}:{unknown.Key} is not a setting; there are {string.Join(", ", Names)}.");
        }

        var clients = otherwise.ClientCertificates;
        if (section[nameof(ClientCertificates)] is { } name
            && (!Enum.TryParse(name, ignoreCase: true, out clients) || !Enum.IsDefined(clients) || char.IsAsciiDigit(name.FirstOrDefault())))
        {
            faults.Add($"{section.Path}:ClientCertificates is '{name}'; one of {string.Join(", ", Enum.GetNames<ClientCertificates>())} is needed.");
        }

        var timeout = otherwise.HandshakeTimeout;
        if (section[nameof(HandshakeTimeout)] is { } text
            && (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out timeout) || timeout < TimeSpan.FromSeconds(1) || timeout > TimeSpan.FromMinutes(5)))
        {
            faults.Add($"{section.Path}:HandshakeTimeout is '{text}'; a time from 00:00:01 to 00:05:00 is needed.");
        }

        // Key and password belong to their certificate.
        var own = section[nameof(Certificate)] is not null;
        return new TlsSettings
        {
            Certificate = Path(nameof(Certificate)) ?? otherwise.Certificate,
            Key = Path(nameof(Key)) ?? (own ? null : otherwise.Key),
            Password = section[nameof(Password)] ?? (own ? null : otherwise.Password),
            TrustedAuthorities = Path(nameof(TrustedAuthorities)) ?? otherwise.TrustedAuthorities,
            ClientCertificates = clients,
            HandshakeTimeout = timeout,
        };

        string? Path(string key) => section[key] is { Length: > 0 } path ? System.IO.Path.GetFullPath(path) : null;
    }

    /// <summary>A listener cannot do without a certificate, nor ask for certificates that nobody vouches for.</summary>
    public void CheckForServer(string path, ICollection<string> faults)
    {
        if (Certificate is null)
        {
            faults.Add($"{path} needs a certificate: Gantry:Tls:Certificate, a PEM or PFX file.");
        }

        if (ClientCertificates != ClientCertificates.None && TrustedAuthorities is null)
        {
            faults.Add($"{path} asks peers for certificates and trusts no authority: Gantry:Tls:TrustedAuthorities is needed, or ClientCertificates None.");
        }
    }

    /// <summary>Without the password.</summary>
    public override string ToString() => $"TLS with {Certificate ?? "no certificate"}";
}
