namespace Gantry.Dal.Relational.Model;

/// <summary>The lengths of the text columns, in characters. Some are wider than the value representation allows, because what modalities send is.</summary>
public static class KeyLengths
{
    public const int Uid = 64;
    public const int PatientId = 128;
    public const int PatientKey = 256;
    public const int Name = 128;
    public const int NamePart = Dicom.PersonNamePart.MaximumLength;
    public const int Date = 8;
    public const int AccessionNumber = 64;
    public const int Modality = 32;
    public const int Location = 255;
    public const int AETitle = 16;
}
