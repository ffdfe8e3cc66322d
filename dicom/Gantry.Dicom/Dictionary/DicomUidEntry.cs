namespace Gantry.Dicom;

/// <summary>What the registry says of a UID (PS3.6 Annex A).</summary>
/// <param name="Uid">The UID.</param>
/// <param name="Keyword">The keyword, e.g. <c>CTImageStorage</c>.</param>
/// <param name="Name">The name, e.g. <c>CT Image Storage</c>.</param>
/// <param name="Type">The UID type as the standard prints it: <c>SOP Class</c>, <c>Transfer Syntax</c>, <c>Context Group</c> ...</param>
/// <param name="IsRetired">True where the standard no longer defines it.</param>
public sealed record DicomUidEntry(Uid Uid, string Keyword, string Name, string Type, bool IsRetired);
