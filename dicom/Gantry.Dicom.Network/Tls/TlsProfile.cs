using System.Net.Security;
using System.Security.Authentication;

namespace Gantry.Dicom.Network;

/// <summary>
/// What the TLS profiles of DICOM let through: the BCP 195 (RFC 8996, 9325) profile, and the modified one that allows nothing beyond its list
/// (PS3.15 §B.12, §B.13). What is here conforms to both.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
public static class TlsProfile
{
    private static readonly TlsCipherSuite[] Suites =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    ];

    /// <summary>The versions: 1.2 and 1.3.</summary>
    public static SslProtocols Protocols => SslProtocols.Tls12 | SslProtocols.Tls13;

    /// <summary>The names of the cipher suites, the preferred first: ephemeral elliptic curves with AES-GCM or ChaCha20, and those of TLS 1.3.</summary>
    public static IReadOnlyList<string> CipherSuiteNames { get; } = [.. Suites.Select(suite => suite.ToString())];

    /// <summary>The cipher suites as a policy; null where the platform lets nobody but its administrator choose them, as Windows does.</summary>
#pragma warning disable CA1416 // it is made where the platform has it, and null elsewhere
    public static CipherSuitesPolicy? CipherSuites { get; } = OperatingSystem.IsWindows() || OperatingSystem.IsAndroid() ? null : new CipherSuitesPolicy(Suites);
#pragma warning restore CA1416
}
