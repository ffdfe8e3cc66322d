namespace Gantry.Contracts;

/// <summary>Whether a device can make media, and what it needs; what Execution Status Info (2100,0030) says of it (PS3.3 §C.22.1.1).</summary>
public enum MediaDeviceCondition
{
    /// <summary>It can: NORMAL.</summary>
    Ready,

    /// <summary>It is busy and takes orders, which wait: MCD_BUSY.</summary>
    Busy,

    /// <summary>It needs blank media, ink, or place on the disk: OUT_OF_SUPPLIES.</summary>
    OutOfSupplies,

    /// <summary>It needs a hand: a door, a jam: CHECK_MCD_OP.</summary>
    NeedsOperator,

    /// <summary>It needs a service engineer: CHECK_MCD_SRV.</summary>
    NeedsService,

    /// <summary>It does not work, or cannot be reached: MCD_FAILURE.</summary>
    Failed,
}
