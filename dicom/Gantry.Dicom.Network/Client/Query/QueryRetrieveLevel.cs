namespace Gantry.Dicom.Network;

/// <summary>The Query/Retrieve Level (0008,0052) (PS3.4 §C.6).</summary>
public enum QueryRetrieveLevel
{
    /// <summary>PATIENT: in the Patient Root model alone.</summary>
    Patient,

    /// <summary>STUDY.</summary>
    Study,

    /// <summary>SERIES.</summary>
    Series,

    /// <summary>IMAGE: any composite instance.</summary>
    Image,
}
