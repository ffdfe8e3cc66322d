namespace Gantry.Dicom.Network;

/// <summary>The Reason/Diag of an A-ABORT whose source is the UL service-provider (PS3.8 §9.3.8).</summary>
public enum AbortReason : byte
{
    /// <summary>reason-not-specified.</summary>
    NotSpecified = 0,

    /// <summary>unrecognized-PDU.</summary>
    UnrecognizedPdu = 1,

    /// <summary>unexpected-PDU.</summary>
    UnexpectedPdu = 2,

    /// <summary>unrecognized-PDU-parameter.</summary>
    UnrecognizedPduParameter = 4,

    /// <summary>unexpected-PDU-parameter.</summary>
    UnexpectedPduParameter = 5,

    /// <summary>invalid-PDU-parameter-value.</summary>
    InvalidPduParameterValue = 6,
}
