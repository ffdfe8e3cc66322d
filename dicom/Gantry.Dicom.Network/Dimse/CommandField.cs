namespace Gantry.Dicom.Network;

/// <summary>The Command Field (0000,0100) (PS3.7 §E.1).</summary>
public enum CommandField : ushort
{
    /// <summary>None.</summary>
    None = 0x0000,

    /// <summary>C-STORE-RQ (PS3.7 §9.3.1.1).</summary>
    CStoreRq = 0x0001,

    /// <summary>C-STORE-RSP (PS3.7 §9.3.1.2).</summary>
    CStoreRsp = 0x8001,

    /// <summary>C-GET-RQ (PS3.7 §9.3.3.1).</summary>
    CGetRq = 0x0010,

    /// <summary>C-GET-RSP (PS3.7 §9.3.3.2).</summary>
    CGetRsp = 0x8010,

    /// <summary>C-FIND-RQ (PS3.7 §9.3.2.1).</summary>
    CFindRq = 0x0020,

    /// <summary>C-FIND-RSP (PS3.7 §9.3.2.2).</summary>
    CFindRsp = 0x8020,

    /// <summary>C-MOVE-RQ (PS3.7 §9.3.4.1).</summary>
    CMoveRq = 0x0021,

    /// <summary>C-MOVE-RSP (PS3.7 §9.3.4.2).</summary>
    CMoveRsp = 0x8021,

    /// <summary>C-ECHO-RQ (PS3.7 §9.3.5.1).</summary>
    CEchoRq = 0x0030,

    /// <summary>C-ECHO-RSP (PS3.7 §9.3.5.2).</summary>
    CEchoRsp = 0x8030,

    /// <summary>N-EVENT-REPORT-RQ (PS3.7 §10.3.1.1).</summary>
    NEventReportRq = 0x0100,

    /// <summary>N-EVENT-REPORT-RSP (PS3.7 §10.3.1.2).</summary>
    NEventReportRsp = 0x8100,

    /// <summary>N-GET-RQ (PS3.7 §10.3.2.1).</summary>
    NGetRq = 0x0110,

    /// <summary>N-GET-RSP (PS3.7 §10.3.2.2).</summary>
    NGetRsp = 0x8110,

    /// <summary>N-SET-RQ (PS3.7 §10.3.3.1).</summary>
    NSetRq = 0x0120,

    /// <summary>N-SET-RSP (PS3.7 §10.3.3.2).</summary>
    NSetRsp = 0x8120,

    /// <summary>N-ACTION-RQ (PS3.7 §10.3.4.1).</summary>
    NActionRq = 0x0130,

    /// <summary>N-ACTION-RSP (PS3.7 §10.3.4.2).</summary>
    NActionRsp = 0x8130,

    /// <summary>N-CREATE-RQ (PS3.7 §10.3.5.1).</summary>
    NCreateRq = 0x0140,

    /// <summary>N-CREATE-RSP (PS3.7 §10.3.5.2).</summary>
    NCreateRsp = 0x8140,

    /// <summary>N-DELETE-RQ (PS3.7 §10.3.6.1).</summary>
    NDeleteRq = 0x0150,

    /// <summary>N-DELETE-RSP (PS3.7 §10.3.6.2).</summary>
    NDeleteRsp = 0x8150,

    /// <summary>C-CANCEL-RQ (PS3.7 §9.3.2.3).</summary>
    CCancelRq = 0x0FFF,
}
