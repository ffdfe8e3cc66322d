using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>An accepted presentation context (PS3.8 §9.3.3.2).</summary>
/// <param name="Id">The presentation context ID: odd, 1 to 255.</param>
/// <param name="AbstractSyntax">The SOP class it was proposed for.</param>
/// <param name="TransferSyntax">The transfer syntax of the data sets on it.</param>
public sealed record OperationPresentationContext(byte Id, Uid AbstractSyntax, TransferSyntax TransferSyntax);
