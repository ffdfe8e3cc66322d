namespace Gantry.Contracts;

/// <summary>The terms of Execution Status Info (2100,0030) (PS3.3 §C.22.1.1).</summary>
public static class MediaStatusInfo
{
    /// <summary>Nothing is wrong.</summary>
    public const string Normal = "NORMAL";

    /// <summary>The request is in the queue.</summary>
    public const string Queued = "QUEUED";

    /// <summary>The device is busy.</summary>
    public const string DeviceBusy = "MCD_BUSY";

    /// <summary>The device needs a hand.</summary>
    public const string CheckOperator = "CHECK_MCD_OP";

    /// <summary>The device needs a service engineer.</summary>
    public const string CheckService = "CHECK_MCD_SRV";

    /// <summary>The device needs media or ink.</summary>
    public const string OutOfSupplies = "OUT_OF_SUPPLIES";

    /// <summary>There is no place for the content.</summary>
    public const string InsufficientMemory = "INSUFFIC_MEMORY";

    /// <summary>The device failed.</summary>
    public const string DeviceFailure = "MCD_FAILURE";

    /// <summary>Processing failed, or the request was cancelled.</summary>
    public const string ProcessingFailure = "PROC_FAILURE";

    /// <summary>Some instances are not here.</summary>
    public const string NoInstance = "NO_INSTANCE";

    /// <summary>A profile or SOP class, or the medium, is not supported.</summary>
    public const string NotSupported = "NOT_SUPPORTED";

    /// <summary>Some instances conflict with their profile, or profiles with each other.</summary>
    public const string ProfileConflict = "INST_AP_CONFLICT";

    /// <summary>An instance is referred to twice.</summary>
    public const string DuplicateReference = "DUPL_REF_INST";

    /// <summary>An instance is larger than the medium.</summary>
    public const string InstanceOversized = "INST_OVERSIZED";

    /// <summary>The instances are more than the medium holds, and may not be split.</summary>
    public const string SetOversized = "SET_OVERSIZED";

    /// <summary>The DICOMDIR could not be made.</summary>
    public const string DirectoryError = "DIR_PROC_ERR";

    /// <summary>Something else.</summary>
    public const string Unknown = "UNKNOWN";

    /// <summary>What there is to say of a device.</summary>
    public static string Of(MediaDeviceCondition condition) => condition switch
    {
        MediaDeviceCondition.Ready => Normal,
        MediaDeviceCondition.Busy => DeviceBusy,
        MediaDeviceCondition.OutOfSupplies => OutOfSupplies,
        MediaDeviceCondition.NeedsOperator => CheckOperator,
        MediaDeviceCondition.NeedsService => CheckService,
        _ => DeviceFailure,
    };
}
