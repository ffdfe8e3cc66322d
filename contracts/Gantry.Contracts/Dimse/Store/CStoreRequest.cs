using System.IO.Pipelines;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A C-STORE request (PS3.7 §9.3.1.1).</summary>
public sealed record CStoreRequest
{
    /// <summary>Where the request comes from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The Affected SOP Class UID (0000,0002).</summary>
    public required Uid AffectedSopClassUid { get; init; }

    /// <summary>The Affected SOP Instance UID (0000,1000).</summary>
    public required Uid AffectedSopInstanceUid { get; init; }

    /// <summary>The C-MOVE that made the peer send this; null where it was none.</summary>
    public MoveOriginator? MoveOriginator { get; init; }

    /// <summary>
    /// The data set, in the presentation context's transfer syntax, without file meta information. Bounded: what is not read holds the peer back.
    /// A connection that is lost before the end shows as an <see cref="IOException"/> or a cancelled token, never as an ordinary end.
    /// </summary>
    public required PipeReader Content { get; init; }
}
