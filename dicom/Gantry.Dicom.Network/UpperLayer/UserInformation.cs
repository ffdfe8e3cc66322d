using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>The User Information item of A-ASSOCIATE-RQ and -AC (PS3.8 §9.3.2.3, PS3.7 §D.3.3).</summary>
public sealed record UserInformation
{
    /// <summary>The largest PDU-length of a P-DATA-TF that the sender receives, in bytes; 0 is no limit, null where the sub-item is absent (PS3.8 §D.1).</summary>
    public uint? MaximumLength { get; init; }

    /// <summary>The Implementation Class UID; empty where it is absent or not a UID (PS3.7 §D.3.3.2).</summary>
    public Uid ImplementationClassUid { get; init; }

    /// <summary>The Implementation Version Name, 1 to 16 characters; null where it is absent (PS3.7 §D.3.3.2).</summary>
    public string? ImplementationVersionName { get; init; }

    /// <summary>The asynchronous operations window; null where it is absent (PS3.7 §D.3.3.3).</summary>
    public AsynchronousOperationsWindow? AsynchronousOperationsWindow { get; init; }

    /// <summary>The role selections (PS3.7 §D.3.3.4).</summary>
    public ImmutableArray<RoleSelection> RoleSelections { get; init; } = [];

    /// <summary>The extended negotiations (PS3.7 §D.3.3.5).</summary>
    public ImmutableArray<SopClassExtendedNegotiation> ExtendedNegotiations { get; init; } = [];

    /// <summary>The common extended negotiations; never in an A-ASSOCIATE-AC (PS3.7 §D.3.3.6).</summary>
    public ImmutableArray<SopClassCommonExtendedNegotiation> CommonExtendedNegotiations { get; init; } = [];

    /// <summary>The user identity; only in an A-ASSOCIATE-RQ (PS3.7 §D.3.3.7.1).</summary>
    public UserIdentity? UserIdentity { get; init; }

    /// <summary>The server response to the user identity, maybe empty; only in an A-ASSOCIATE-AC (PS3.7 §D.3.3.7.2).</summary>
    public ReadOnlyMemory<byte>? UserIdentityResponse { get; init; }
}
