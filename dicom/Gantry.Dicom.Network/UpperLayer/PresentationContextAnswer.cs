namespace Gantry.Dicom.Network;

/// <summary>What the association acceptor says to a presentation context (PS3.8 §9.3.3.2).</summary>
/// <param name="Id">The presentation context ID.</param>
/// <param name="Result">The result.</param>
/// <param name="TransferSyntax">The transfer syntax that was chosen; not significant unless the result is acceptance.</param>
public readonly record struct PresentationContextAnswer(byte Id, PresentationContextResult Result, TransferSyntax TransferSyntax = default);
