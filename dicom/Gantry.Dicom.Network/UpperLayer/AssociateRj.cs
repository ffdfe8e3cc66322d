namespace Gantry.Dicom.Network;

/// <summary>A-ASSOCIATE-RJ (PS3.8 §9.3.4): result, source and reason as they go over the wire.</summary>
/// <param name="Result">Permanent or transient.</param>
/// <param name="Source">Who rejects, 1 to 3.</param>
/// <param name="Reason">Why; its meaning depends on the source.</param>
public readonly record struct AssociateRj(RejectResult Result, RejectSource Source, byte Reason)
{
    /// <summary>no-reason-given, by the service-user (1/1/1).</summary>
    public static AssociateRj NoReasonGiven => new(RejectResult.Permanent, RejectSource.ServiceUser, 1);

    /// <summary>application-context-name-not-supported (1/1/2).</summary>
    public static AssociateRj ApplicationContextNameNotSupported => new(RejectResult.Permanent, RejectSource.ServiceUser, 2);

    /// <summary>calling-AE-title-not-recognized (1/1/3).</summary>
    public static AssociateRj CallingAETitleNotRecognized => new(RejectResult.Permanent, RejectSource.ServiceUser, 3);

    /// <summary>called-AE-title-not-recognized (1/1/7).</summary>
    public static AssociateRj CalledAETitleNotRecognized => new(RejectResult.Permanent, RejectSource.ServiceUser, 7);

    /// <summary>no-reason-given, by the ACSE (1/2/1): what a failed user identity is answered with (PS3.7 §D.3.3.7.3).</summary>
    public static AssociateRj UserIdentityRefused => new(RejectResult.Permanent, RejectSource.ServiceProviderAcse, 1);

    /// <summary>protocol-version-not-supported (1/2/2).</summary>
    public static AssociateRj ProtocolVersionNotSupported => new(RejectResult.Permanent, RejectSource.ServiceProviderAcse, 2);

    /// <summary>temporary-congestion (2/3/1).</summary>
    public static AssociateRj TemporaryCongestion => new(RejectResult.Transient, RejectSource.ServiceProviderPresentation, 1);

    /// <summary>local-limit-exceeded (2/3/2): too many associations.</summary>
    public static AssociateRj LocalLimitExceeded => new(RejectResult.Transient, RejectSource.ServiceProviderPresentation, 2);

    /// <summary>The reason in the standard's words (PS3.8 Table 9-21).</summary>
    public override string ToString() => (Source, Reason) switch
    {
        (RejectSource.ServiceUser, 2) => "application-context-name-not-supported",
        (RejectSource.ServiceUser, 3) => "calling-AE-title-not-recognized",
        (RejectSource.ServiceUser, 7) => "called-AE-title-not-recognized",
        (RejectSource.ServiceUser or RejectSource.ServiceProviderAcse, 1) => "no-reason-given",
        (RejectSource.ServiceProviderAcse, 2) => "protocol-version-not-supported",
        (RejectSource.ServiceProviderPresentation, 1) => "temporary-congestion",
        (RejectSource.ServiceProviderPresentation, 2) => "local-limit-exceeded",
        _ => "reason " + (byte)Result + "/" + (byte)Source + "/" + Reason,
    };
}
