namespace Gantry.Dicom.Network;

/// <summary>A presentation context that was accepted.</summary>
/// <param name="Id">The presentation context ID: odd, 1 to 255.</param>
/// <param name="AbstractSyntax">The abstract syntax, mostly a SOP class.</param>
/// <param name="TransferSyntax">The transfer syntax of every data set on it.</param>
/// <param name="LocalRoles">The roles of this side; the peer has the opposite ones.</param>
public sealed record PresentationContext(byte Id, Uid AbstractSyntax, TransferSyntax TransferSyntax, ServiceRoles LocalRoles);
