using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>A presentation context that the association requestor proposes (PS3.8 §9.3.2.2).</summary>
/// <param name="Id">The presentation context ID: odd, 1 to 255.</param>
/// <param name="AbstractSyntax">The abstract syntax, mostly a SOP class; empty where it is not a UID.</param>
/// <param name="TransferSyntaxes">The transfer syntaxes, in the requestor's order; those that are not UIDs are left out.</param>
public sealed record PresentationContextProposal(byte Id, Uid AbstractSyntax, ImmutableArray<TransferSyntax> TransferSyntaxes);
