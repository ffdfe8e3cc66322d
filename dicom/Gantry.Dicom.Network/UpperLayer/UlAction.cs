namespace Gantry.Dicom.Network;

/// <summary>The actions of the upper layer protocol machine (PS3.8 Tables 9-6 to 9-9).</summary>
internal enum UlAction
{
    None,

    /// <summary>Open the transport.</summary>
    AE1,

    /// <summary>Send A-ASSOCIATE-RQ.</summary>
    AE2,

    /// <summary>Confirm acceptance to the user.</summary>
    AE3,

    /// <summary>Confirm rejection to the user, close the transport.</summary>
    AE4,

    /// <summary>Accept the transport, start ARTIM.</summary>
    AE5,

    /// <summary>Stop ARTIM; indicate the A-ASSOCIATE-RQ to the user, or reject it.</summary>
    AE6,

    /// <summary>Send A-ASSOCIATE-AC.</summary>
    AE7,

    /// <summary>Send A-ASSOCIATE-RJ, start ARTIM.</summary>
    AE8,

    /// <summary>Send P-DATA-TF.</summary>
    DT1,

    /// <summary>Indicate P-DATA to the user.</summary>
    DT2,

    /// <summary>Send A-RELEASE-RQ.</summary>
    AR1,

    /// <summary>Indicate A-RELEASE to the user.</summary>
    AR2,

    /// <summary>Confirm the release to the user, close the transport.</summary>
    AR3,

    /// <summary>Send A-RELEASE-RP, start ARTIM.</summary>
    AR4,

    /// <summary>Stop ARTIM.</summary>
    AR5,

    /// <summary>Indicate P-DATA that came after the own release request.</summary>
    AR6,

    /// <summary>Send P-DATA-TF after the peer's release request.</summary>
    AR7,

    /// <summary>Indicate a release collision.</summary>
    AR8,

    /// <summary>Send A-RELEASE-RP.</summary>
    AR9,

    /// <summary>Confirm the release to the user.</summary>
    AR10,

    /// <summary>Send A-ABORT (service-user), start ARTIM.</summary>
    AA1,

    /// <summary>Stop ARTIM, close the transport.</summary>
    AA2,

    /// <summary>Indicate the peer's abort, close the transport.</summary>
    AA3,

    /// <summary>Indicate A-P-ABORT: the transport is gone.</summary>
    AA4,

    /// <summary>Stop ARTIM.</summary>
    AA5,

    /// <summary>Ignore the PDU.</summary>
    AA6,

    /// <summary>Send A-ABORT.</summary>
    AA7,

    /// <summary>Send A-ABORT (service-provider), indicate A-P-ABORT, start ARTIM.</summary>
    AA8,
}
