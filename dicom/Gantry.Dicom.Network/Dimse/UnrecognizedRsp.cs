namespace Gantry.Dicom.Network;

/// <summary>The response to a request whose Command Field is not known: that field with the highest bit set, and status 0211H (PS3.7 §C.5.23).</summary>
internal sealed record UnrecognizedRsp(ushort RequestField) : DimseRsp
{
    public override CommandField CommandField => (CommandField)(RequestField | 0x8000);
}
