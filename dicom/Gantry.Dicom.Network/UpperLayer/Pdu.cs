using System.Buffers;

namespace Gantry.Dicom.Network;

/// <summary>A PDU as it was framed: its type and the bytes that follow the six bytes of header.</summary>
/// <param name="Type">The PDU-type.</param>
/// <param name="Body">The variable field: a slice of the buffer it was read from, valid as long as that is.</param>
public readonly record struct Pdu(PduType Type, ReadOnlySequence<byte> Body);
