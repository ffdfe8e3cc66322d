namespace Gantry.Host.Access;

/// <summary>Why a peer was refused.</summary>
internal enum RefusalReason
{
    /// <summary>Nobody has made the calling AE known.</summary>
    UnknownCaller,

    /// <summary>The calling AE is known, and calls from elsewhere.</summary>
    WrongAddress,

    /// <summary>The calling AE is bound to certificates, and has shown none of them.</summary>
    WrongCertificate,

    /// <summary>The called AE is not one of those that are served on the port.</summary>
    UnknownCalledAE,

    /// <summary>The calling AE is known by a host name, which cannot be resolved now.</summary>
    UnresolvedName,

    /// <summary>Too many associations in all.</summary>
    TooMany,

    /// <summary>Too many associations of the calling AE.</summary>
    TooManyOfAE,

    /// <summary>Too many associations from the address.</summary>
    TooManyOfAddress,

    /// <summary>The calling AE may not do what it asked for; the association stands.</summary>
    NotAllowed,

    /// <summary>The TLS handshake failed for the certificate that the peer has shown.</summary>
    UntrustedCertificate,
}
