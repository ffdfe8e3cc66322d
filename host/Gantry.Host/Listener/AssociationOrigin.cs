using System.Net;
using Gantry.Host.Access;
using Gantry.Host.Rehearsals;
using Gantry.Host.Settings;

namespace Gantry.Host.Listener;

/// <summary>Where a connection has come from, and to.</summary>
/// <param name="Listener">The listener that has taken it.</param>
internal sealed record AssociationOrigin(ListenerSettings Listener)
{
    /// <summary>The peer's address; null where the transport has none.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The address of this side; null where the transport has none.</summary>
    public IPEndPoint? Local { get; init; }

    /// <summary>True where the peer is on this machine.</summary>
    public bool IsLocal { get; init; }

    /// <summary>True where this server itself has asked for it, on behalf of an administrator.</summary>
    public bool IsOwn { get; init; }

    /// <summary>True where its operations go to versions on trial, false where to those that serve; null where the rules of the trials say.</summary>
    public bool? TakesTrial { get; init; }

    /// <summary>Takes note of what its operations would do; null where they do it.</summary>
    public Rehearsal? Rehearsal { get; init; }

    /// <summary>The TLS version and cipher suite; null for plain TCP.</summary>
    public string? Tls { get; init; }

    /// <summary>The SHA-256 fingerprint of the certificate that the peer has shown, and that is trusted; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Whom that certificate is for.</summary>
    public string? CertificateSubject { get; init; }

    /// <summary>The addresses of a connection.</summary>
    public static AssociationOrigin Of(ListenerSettings listener, EndPoint? remote, EndPoint? local)
    {
        var address = remote is IPEndPoint peer ? AddressRule.Unmapped(peer.Address) : null;

        // A packet from outside with an address of this machine is dropped by the operating system.
        var isLocal = address is null || IPAddress.IsLoopback(address) || (local is IPEndPoint own && AddressRule.Unmapped(own.Address).Equals(address));
        return new AssociationOrigin(listener)
        {
            Address = address,
            Local = local is IPEndPoint here ? new IPEndPoint(AddressRule.Unmapped(here.Address), here.Port) : null,
            IsLocal = isLocal,
        };
    }
}
