using System.Collections.Immutable;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Access;

namespace Gantry.Host.Remote;

/// <summary>A remote AE that the administrator has made known: where it is called, and as what it may call.</summary>
internal sealed record KnownAE
{
    public required AETitle AETitle { get; init; }

    /// <summary>What people call it; empty for nothing.</summary>
    public string Alias { get; init; } = "";

    /// <summary>The host name or address that it listens at; null where it is not called.</summary>
    public string? Host { get; init; }

    /// <summary>The port that it listens at; 0 where it is not called.</summary>
    public int Port { get; init; }

    /// <summary>Where it may call from; none for its host.</summary>
    public ImmutableArray<AddressRule> Addresses { get; init; } = [];

    /// <summary>What it may do when it calls.</summary>
    public AccessOperations Operations { get; init; } = AccessOperations.Usual;

    /// <summary>The most associations it may have at a time; null for the limit of all AEs.</summary>
    public int? MaximumAssociations { get; init; }

    /// <summary>SHA-256 fingerprints of client certificates, one of which it must show by TLS when it calls; none for no such condition.</summary>
    public ImmutableArray<string> Certificates { get; init; } = [];

    /// <summary>How it is called by TLS; null for plain TCP.</summary>
    public RemoteTls? Tls { get; init; }

    /// <summary>The rules of where it may call from.</summary>
    public IReadOnlyList<AddressRule> CallsFrom => !Addresses.IsEmpty ? Addresses
        : Host is not null && AddressRule.TryParse(Host, out var rule) ? [rule]
        : [];

    /// <summary>The AE as plugins see it; null where it is not called.</summary>
    public RemoteNode? Node => Host is null ? null : new RemoteNode(AETitle, Host, Port);
}
