namespace Gantry.Dicom.Network;

/// <summary>The Source of an A-ABORT (PS3.8 §9.3.8).</summary>
public enum AbortSource : byte
{
    /// <summary>The UL service-user: DIMSE or the application.</summary>
    ServiceUser = 0,

    /// <summary>The UL service-provider: the protocol was broken.</summary>
    ServiceProvider = 2,
}
