using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>A presentation context for a requestor to propose; its ID is given when it is proposed.</summary>
/// <param name="AbstractSyntax">The abstract syntax, mostly a SOP class.</param>
/// <param name="TransferSyntaxes">The transfer syntaxes, at least one, the preferred first.</param>
/// <param name="Roles">
/// The roles of the requestor. Other than SCU alone they are proposed by role selection (PS3.7 §D.3.3.4): SCP for what a C-GET is to bring.
/// </param>
public sealed record ProposedContext(Uid AbstractSyntax, ImmutableArray<TransferSyntax> TransferSyntaxes, ServiceRoles Roles = ServiceRoles.Scu)
{
    /// <summary>The most presentation contexts in one association (PS3.8 §9.3.2.2).</summary>
    public const int Maximum = 128;

    /// <summary>A context with the transfer syntaxes that every implementation knows: explicit and implicit little endian.</summary>
    public ProposedContext(Uid abstractSyntax) : this(abstractSyntax, [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian])
    {
    }

    /// <summary>The Verification SOP class, for C-ECHO (PS3.4 §A.4).</summary>
    public static ProposedContext Verification { get; } = new(new Uid("1.2.840.10008.1.1"), [TransferSyntax.ImplicitVRLittleEndian]);
}
