namespace Gantry.Dicom.Network;

/// <summary>C-ECHO-RQ (PS3.7 §9.3.5.1).</summary>
public sealed record CEchoRq : DimseRq
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CEchoRq;

    private protected override DimseRsp CreateResponse() => new CEchoRsp();
}

/// <summary>C-ECHO-RSP (PS3.7 §9.3.5.2).</summary>
public sealed record CEchoRsp : DimseRsp
{
    /// <inheritdoc/>
    public override CommandField CommandField => CommandField.CEchoRsp;
}
