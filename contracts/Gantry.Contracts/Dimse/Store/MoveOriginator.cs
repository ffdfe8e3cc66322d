using Gantry.Dicom;

namespace Gantry.Contracts;

/// <summary>Who asked by C-MOVE for a C-STORE (PS3.7 §9.1.1.1).</summary>
/// <param name="AETitle">Move Originator Application Entity Title (0000,1030).</param>
/// <param name="MessageId">Move Originator Message ID (0000,1031).</param>
public sealed record MoveOriginator(AETitle AETitle, ushort MessageId);
