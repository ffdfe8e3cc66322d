using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>An instance that an <see cref="InMemoryAE"/> has received.</summary>
/// <param name="SopClass">The SOP class.</param>
/// <param name="SopInstance">The SOP instance.</param>
/// <param name="TransferSyntax">The transfer syntax.</param>
/// <param name="DataSet">The bytes of the data set.</param>
/// <param name="MoveOriginator">Who asked for it by C-MOVE; null for nobody.</param>
public sealed record ReceivedInstance(Uid SopClass, Uid SopInstance, TransferSyntax TransferSyntax, ReadOnlyMemory<byte> DataSet, MoveOriginator? MoveOriginator);
