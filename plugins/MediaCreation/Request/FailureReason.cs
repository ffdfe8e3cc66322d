using Gantry.Contracts;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Failure Reasons (0008,1197) of instances (PS3.3 §C.22.1.4).</summary>
internal static class FailureReason
{
    public const ushort ProcessingFailure = 0x0110, NoSuchInstance = 0x0112, ClassInstanceConflict = 0x0119, SopClassNotSupported = 0x0122, ProfilesConflict = 0x0201,
        ProfileInstanceConflict = 0x0202, ProfileCompressionConflict = 0x0203, ProfileNotSupported = 0x0204, SizeExceeded = 0x0205;

    /// <summary>The Execution Status Info of a request that fails by it.</summary>
    public static string InfoOf(ushort reason) => reason switch
    {
        NoSuchInstance or ClassInstanceConflict => MediaStatusInfo.NoInstance,
        SopClassNotSupported or ProfileNotSupported => MediaStatusInfo.NotSupported,
        ProfilesConflict or ProfileInstanceConflict or ProfileCompressionConflict => MediaStatusInfo.ProfileConflict,
        SizeExceeded => MediaStatusInfo.InstanceOversized,
        _ => MediaStatusInfo.ProcessingFailure,
    };
}
