using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>N-GET-RQ (PS3.7 §10.3.2.1).</summary>
public sealed record NGetRq : RequestedSopRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NGetRq;

    /// <summary>The Attribute Identifier List (0000,1005); empty asks for all attributes.</summary>
    public ImmutableArray<Tag> AttributeIdentifierList { get; init; } = [];

    private protected override DimseRsp CreateResponse() => new NGetRsp();

    internal override void CopyTo(CommandElements elements)
    {
        base.CopyTo(elements);
        elements.AttributeIdentifierList = AttributeIdentifierList;
    }
}

/// <summary>N-GET-RSP (PS3.7 §10.3.2.2).</summary>
public sealed record NGetRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.NGetRsp;
}
