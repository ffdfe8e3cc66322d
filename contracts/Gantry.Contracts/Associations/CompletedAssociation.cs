using System.Net;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An association that has ended, or was rejected. One that this side asked for and did not get is none.</summary>
public sealed record CompletedAssociation
{
    /// <summary>Its number, unique while the host runs: that of <see cref="OperationContext.AssociationId"/>.</summary>
    public required long AssociationId { get; init; }

    /// <summary>True where this side has asked for it.</summary>
    public bool IsOutgoing { get; init; }

    /// <summary>The calling AE title.</summary>
    public required AETitle CallingAETitle { get; init; }

    /// <summary>The called AE title.</summary>
    public required AETitle CalledAETitle { get; init; }

    /// <summary>The peer's address; null where the transport has none.</summary>
    public EndPoint? Peer { get; init; }

    /// <summary>The address of this side; null where it is not known.</summary>
    public EndPoint? LocalEndPoint { get; init; }

    /// <summary>How it ended.</summary>
    public required AssociationOutcome Outcome { get; init; }

    /// <summary>Why, in a sentence without patient data; empty where it was released.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The time from the request for it, or, where this side asked, from its acceptance, to its end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The operations that the peer has asked for on it.</summary>
    public long Operations { get; init; }

    /// <summary>The bytes received.</summary>
    public long BytesReceived { get; init; }

    /// <summary>The bytes sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>Who the user was; null where nobody was named, or nobody checks.</summary>
    public VerifiedUser? User { get; init; }
}
