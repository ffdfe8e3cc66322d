namespace Gantry.Dicom.Network;

/// <summary>The numbers of sub-operations in a C-MOVE-RSP or C-GET-RSP, each null where the response does not say (PS3.7 §9.1.4.1).</summary>
/// <param name="Remaining">Number of Remaining Sub-operations (0000,1020); never in a final response but Cancel.</param>
/// <param name="Completed">Number of Completed Sub-operations (0000,1021).</param>
/// <param name="Failed">Number of Failed Sub-operations (0000,1022).</param>
/// <param name="Warning">Number of Warning Sub-operations (0000,1023).</param>
public readonly record struct SubOperationCounters(ushort? Remaining, ushort? Completed, ushort? Failed, ushort? Warning);
