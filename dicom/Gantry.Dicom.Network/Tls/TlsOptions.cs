using System.Net.Security;

namespace Gantry.Dicom.Network;

/// <summary>How a requestor secures its transport by TLS (PS3.15 §B.12, §B.13): at least 1.2, with the cipher suites of <see cref="TlsProfile"/>.</summary>
/// <remarks>Immutable, and safe for concurrent use.</remarks>
public sealed record TlsOptions
{
    /// <summary>Which certificates of the peer are trusted; those of the operating system's authorities unless set.</summary>
    public CertificateTrust Trust { get; init; } = CertificateTrust.System;

    /// <summary>The name that the peer's certificate must be for, and that is told to it; the host that is connected to unless set.</summary>
    public string? ServerName { get; init; }

    /// <summary>The own certificate with its private key, shown where the peer asks for one; null, the default, for none. It stays the caller's.</summary>
    public SslStreamCertificateContext? Certificate { get; init; }

    /// <summary>How an acceptor secures its transports with the same certificate and trust: whoever calls must show a certificate that is trusted.</summary>
    /// <returns>The options for <see cref="TlsTransport.AcceptAsync"/> and <see cref="DicomServer"/>.</returns>
    /// <exception cref="InvalidOperationException">There is no certificate.</exception>
    public SslServerAuthenticationOptions CreateServerOptions()
    {
        var trust = Trust with { ChecksHostName = false };
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = Certificate ?? throw new InvalidOperationException("An acceptor needs a certificate."),
            EnabledSslProtocols = TlsProfile.Protocols,
            CipherSuitesPolicy = TlsProfile.CipherSuites,
            AllowRenegotiation = false,
            ClientCertificateRequired = true,
            CertificateChainPolicy = trust.CreateChainPolicy(),
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.FaultOf(certificate, chain, errors) is null,
        };
    }
}
