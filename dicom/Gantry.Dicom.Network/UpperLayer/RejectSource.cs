namespace Gantry.Dicom.Network;

/// <summary>The Source of an A-ASSOCIATE-RJ (PS3.8 §9.3.4).</summary>
public enum RejectSource : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>UL service-user.</summary>
    ServiceUser = 1,

    /// <summary>UL service-provider, ACSE related function.</summary>
    ServiceProviderAcse = 2,

    /// <summary>UL service-provider, presentation related function.</summary>
    ServiceProviderPresentation = 3,
}
