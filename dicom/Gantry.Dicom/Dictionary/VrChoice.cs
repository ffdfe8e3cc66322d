namespace Gantry.Dicom;

/// <summary>A VR's code, or one of the choices that the standard leaves to other elements (PS3.5 Annex A); as the generated table numbers them.</summary>
internal enum VrChoice : ushort
{
    None = 0,
    OBorOW = 1,
    USorSS = 2,
    USorOW = 3,
    USorSSorOW = 4,
}
