using System.Collections.Immutable;

namespace Gantry.Dicom;

/// <summary>A file of a file-set that a directory record refers to (PS3.3 §F.3.2.2).</summary>
/// <param name="Id">Referenced File ID (0004,1500): the folders from the root of the medium, and the name; 1 to 8 components (PS3.10 §8.2).</param>
/// <param name="SopClassUid">Referenced SOP Class UID in File (0004,1510).</param>
/// <param name="SopInstanceUid">Referenced SOP Instance UID in File (0004,1511).</param>
/// <param name="TransferSyntaxUid">Referenced Transfer Syntax UID in File (0004,1512).</param>
public sealed record ReferencedFile(ImmutableArray<string> Id, Uid SopClassUid, Uid SopInstanceUid, Uid TransferSyntaxUid);
