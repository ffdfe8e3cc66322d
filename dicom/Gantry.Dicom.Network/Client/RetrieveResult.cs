namespace Gantry.Dicom.Network;

/// <summary>The final response of a C-MOVE or C-GET.</summary>
/// <param name="Status">The Status (0000,0900).</param>
/// <param name="SubOperations">The numbers of sub-operations.</param>
/// <param name="ErrorComment">The Error Comment (0000,0902); null for none.</param>
/// <param name="FailedSopInstances">The data set with the Failed SOP Instance UID List (0008,0058); empty where there was none.</param>
public sealed record RetrieveResult(DimseStatus Status, SubOperationCounters SubOperations, string? ErrorComment, DicomDataSet FailedSopInstances);
