using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An N-GET request (PS3.7 §10.3.2.1).</summary>
public sealed record NGetRequest
{
    /// <summary>Where the request comes from.</summary>
    public required OperationContext Context { get; init; }

    /// <summary>The Requested SOP Class UID (0000,0003).</summary>
    public required Uid RequestedSopClassUid { get; init; }

    /// <summary>The Requested SOP Instance UID (0000,1001).</summary>
    public required Uid RequestedSopInstanceUid { get; init; }

    /// <summary>The Attribute Identifier List (0000,1005): what is asked for; empty for all attributes.</summary>
    public required ImmutableArray<Tag> AttributeIdentifierList { get; init; }
}
