using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>A-ASSOCIATE-RQ (PS3.8 §9.3.2).</summary>
public sealed record AssociateRq
{
    /// <summary>The bytes 11 to 74: both titles and 32 reserved bytes.</summary>
    internal const int TitlesLength = 64;

    /// <summary>The protocol versions, a bit each; bit 0 is version 1, the only one there is.</summary>
    public ushort ProtocolVersion { get; init; } = 1;

    /// <summary>The called AE title; empty where what stands there is none.</summary>
    public AETitle CalledAETitle { get; init; }

    /// <summary>The calling AE title; empty where what stands there is none.</summary>
    public AETitle CallingAETitle { get; init; }

    /// <summary>The application context name; empty where it is absent (PS3.7 §A.2.1).</summary>
    public Uid ApplicationContext { get; init; } = ApplicationContextName;

    /// <summary>The proposed presentation contexts, 1 to 128.</summary>
    public ImmutableArray<PresentationContextProposal> PresentationContexts { get; init; } = [];

    /// <summary>The user information.</summary>
    public UserInformation UserInformation { get; init; } = new();

    /// <summary>The DICOM application context name (PS3.7 §A.2.1).</summary>
    public static Uid ApplicationContextName { get; } = new("1.2.840.10008.3.1.1.1");

    /// <summary>Titles and reserved bytes as received, which the A-ASSOCIATE-AC gives back.</summary>
    internal ReadOnlyMemory<byte> Titles { get; init; }
}
