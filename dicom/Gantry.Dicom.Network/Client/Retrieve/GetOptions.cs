using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>How instances are brought by C-GET.</summary>
public sealed record GetOptions
{
    /// <summary>
    /// The SOP classes that may come. Empty, the default: those that the peer names for the study, SOP Classes in Study (0008,0062), or where it names none, the usual ones.
    /// </summary>
    public ImmutableArray<Uid> SopClasses { get; init; } = [];

    /// <summary>
    /// The transfer syntaxes to take, the preferred first; unless set all that are usual, uncompressed ones first. Where the SOP classes are few, each compressed one
    /// has a presentation context of its own, so that nothing has to be converted.
    /// </summary>
    public ImmutableArray<TransferSyntax> TransferSyntaxes { get; init; } = GetContexts.UsualTransferSyntaxes;

    /// <summary>Takes the counters of pending responses, in order; null for nobody.</summary>
    public IProgress<SubOperationCounters>? Progress { get; init; }
}
