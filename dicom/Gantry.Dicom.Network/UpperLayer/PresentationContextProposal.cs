using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>A presentation context that the association requestor proposes (PS3.8 §9.3.2.2).</summary>
/// <param name="Id">The presentation context ID: odd, 1 to 255.</param>
/// <param name="AbstractSyntax">The abstract syntax, mostly a SOP class; empty where it is not a UID.</param>
/// <param name="TransferSyntaxes">The transfer syntaxes, in the requestor's order; those that are not UIDs are left out.</param>
public sealed record PresentationContextProposal(byte Id, Uid AbstractSyntax, ImmutableArray<TransferSyntax> TransferSyntaxes)
{
    /// <summary>Accepts the first proposed transfer syntax that is supported; rejects the context where none is.</summary>
    public PresentationContextAnswer AcceptFirst(Func<TransferSyntax, bool> isSupported)
    {
        ArgumentNullException.ThrowIfNull(isSupported);
        foreach (var transferSyntax in TransferSyntaxes)
        {
            if (isSupported(transferSyntax))
            {
                return new(Id, PresentationContextResult.Acceptance, transferSyntax);
            }
        }

        return Reject(PresentationContextResult.TransferSyntaxesNotSupported);
    }

    /// <summary>Rejects the context.</summary>
    public PresentationContextAnswer Reject(PresentationContextResult result = PresentationContextResult.AbstractSyntaxNotSupported) => new(Id, result);
}
