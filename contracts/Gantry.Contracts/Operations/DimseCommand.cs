namespace Gantry.Contracts;

/// <summary>The commands of DIMSE, by their Command Field (0000,0100) (PS3.7 §E.1).</summary>
public enum DimseCommand : ushort
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>C-STORE.</summary>
    CStore = 0x0001,

    /// <summary>C-GET.</summary>
    CGet = 0x0010,

    /// <summary>C-FIND.</summary>
    CFind = 0x0020,

    /// <summary>C-MOVE.</summary>
    CMove = 0x0021,

    /// <summary>C-ECHO.</summary>
    CEcho = 0x0030,

    /// <summary>N-EVENT-REPORT.</summary>
    NEventReport = 0x0100,

    /// <summary>N-GET.</summary>
    NGet = 0x0110,

    /// <summary>N-SET.</summary>
    NSet = 0x0120,

    /// <summary>N-ACTION.</summary>
    NAction = 0x0130,

    /// <summary>N-CREATE.</summary>
    NCreate = 0x0140,

    /// <summary>N-DELETE.</summary>
    NDelete = 0x0150,
}
