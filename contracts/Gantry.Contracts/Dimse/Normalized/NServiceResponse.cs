using System.Collections.Immutable;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Contracts;

/// <summary>The response of a DIMSE-N service (PS3.7 §10.3).</summary>
public sealed record NServiceResponse : FinalResponse
{
    /// <summary>A response with a status and nothing else.</summary>
    public NServiceResponse(DimseStatus status) : base(status)
    {
    }

    /// <summary>A response with a status and an Error Comment.</summary>
    public NServiceResponse(DimseStatus status, string errorComment) : base(status, errorComment)
    {
    }

    /// <summary>A response with Success and a data set.</summary>
    public NServiceResponse(DicomDataSet dataSet) : base(DimseStatus.Success) => DataSet = dataSet;

    /// <summary>
    /// The data set: Attribute List (N-GET, N-SET, N-CREATE), Action Reply or Event Reply; null, the default, for none. The host leaves it out of an
    /// N-DELETE-RSP, which has none.
    /// </summary>
    public DicomDataSet? DataSet { get; init; }

    /// <summary>The SOP Instance UID that an N-CREATE made where the request had none (PS3.7 §10.1.5.1.4); empty otherwise.</summary>
    public Uid AffectedSopInstanceUid { get; init; }

    /// <summary>The Error ID (0000,0903) (PS3.7 §C.4.3); null for none.</summary>
    public ushort? ErrorId { get; init; }

    /// <summary>The Attribute Identifier List (0000,1005): the attributes that a status is about (PS3.7 §C.4.2, §C.5.13, §C.5.17); none by default.</summary>
    public ImmutableArray<Tag> AttributeIdentifierList { get; init; } = [];

    /// <summary>A response with the status alone.</summary>
    public static implicit operator NServiceResponse(DimseStatus status) => new(status);

    /// <summary>A response with the status alone.</summary>
    public static new NServiceResponse FromDimseStatus(DimseStatus status) => new(status);
}
