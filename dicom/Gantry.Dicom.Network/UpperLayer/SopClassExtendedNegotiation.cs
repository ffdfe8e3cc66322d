namespace Gantry.Dicom.Network;

/// <summary>SOP class extended negotiation (PS3.7 §D.3.3.5).</summary>
/// <param name="SopClassUid">The SOP class.</param>
/// <param name="ServiceClassApplicationInformation">The bytes whose meaning the service class defines.</param>
public readonly record struct SopClassExtendedNegotiation(Uid SopClassUid, ReadOnlyMemory<byte> ServiceClassApplicationInformation);
