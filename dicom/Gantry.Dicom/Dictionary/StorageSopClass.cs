namespace Gantry.Dicom;

/// <summary>A SOP class of the storage service class (PS3.4 §B.5), or of the non-patient object storage service class (PS3.4 §GG.3).</summary>
/// <param name="Uid">The SOP class UID.</param>
/// <param name="Keyword">The keyword, e.g. <c>CTImageStorage</c>.</param>
/// <param name="Name">The name, e.g. <c>CT Image Storage</c>.</param>
/// <param name="Modality">The Modality (0008,0060) its instances usually have; empty where it varies or there is none. A hint.</param>
/// <param name="Kind">What its instances are.</param>
/// <param name="DirectoryRecordType">The Directory Record Type (0004,1430) of its instances (PS3.3 §F.4); empty where there is none.</param>
/// <param name="IsPatientRelated">False where instances belong to no patient and no study.</param>
/// <param name="IsRetired">True where the standard no longer defines it.</param>
public sealed record StorageSopClass(
    Uid Uid, string Keyword, string Name, string Modality, StorageSopClassKind Kind, string DirectoryRecordType, bool IsPatientRelated, bool IsRetired);
