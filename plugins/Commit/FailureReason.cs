namespace Gantry.Plugins.Commit;

/// <summary>Values of Failure Reason (0008,1197) (PS3.3 §C.14.1.1).</summary>
internal static class FailureReason
{
    /// <summary>Processing failure: the instance is here, and it is damaged or cannot be read.</summary>
    public const ushort ProcessingFailure = 0x0110;

    /// <summary>No such object instance.</summary>
    public const ushort NoSuchObjectInstance = 0x0112;

    /// <summary>Class/instance conflict: it is here under another SOP class.</summary>
    public const ushort ClassInstanceConflict = 0x0119;

    /// <summary>Referenced SOP class not supported: not one whose instances are stored.</summary>
    public const ushort SopClassNotSupported = 0x0122;

    /// <summary>Duplicate Transaction UID.</summary>
    public const ushort DuplicateTransactionUid = 0x0131;

    /// <summary>Resource limitation: it could not be checked in all the time that there was.</summary>
    public const ushort ResourceLimitation = 0x0213;
}
