using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>A-ASSOCIATE-AC (PS3.8 §9.3.3).</summary>
public sealed record AssociateAc
{
    /// <summary>The protocol versions, a bit each; bit 0 is version 1, the only one there is.</summary>
    public ushort ProtocolVersion { get; init; } = 1;

    /// <summary>The application context name; empty where it is absent.</summary>
    public Uid ApplicationContext { get; init; } = AssociateRq.ApplicationContextName;

    /// <summary>An answer for each presentation context that was proposed.</summary>
    public ImmutableArray<PresentationContextAnswer> PresentationContexts { get; init; } = [];

    /// <summary>The user information.</summary>
    public UserInformation UserInformation { get; init; } = new();

    /// <summary>Titles and reserved bytes of the A-ASSOCIATE-RQ; not tested on receipt.</summary>
    internal ReadOnlyMemory<byte> Titles { get; init; }
}
