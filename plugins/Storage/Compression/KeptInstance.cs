using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>An instance as the store has it.</summary>
/// <param name="Stored">Where it is.</param>
/// <param name="TransferSyntax">The transfer syntax that it is in.</param>
/// <param name="Attributes">Its attributes before the pixel data.</param>
internal sealed record KeptInstance(StoredInstance Stored, TransferSyntax TransferSyntax, DicomDataSet Attributes);
