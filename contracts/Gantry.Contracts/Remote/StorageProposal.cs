using System.Collections.Immutable;
using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>A SOP class and the transfer syntaxes that instances of it would be sent in; a presentation context is proposed for each syntax.</summary>
/// <param name="SopClass">The SOP class.</param>
/// <param name="TransferSyntaxes">The transfer syntaxes, at least one.</param>
public sealed record StorageProposal(Uid SopClass, ImmutableArray<TransferSyntax> TransferSyntaxes);
