namespace Gantry.Host.Maintenance.Verification;

internal static partial class VerificationLog // event ids 1725 to 1739
{
    [LoggerMessage(EventId = 1725, EventName = nameof(VerificationBegun), Level = LogLevel.Information,
        Message = "The instance store is verified: {Done} of {Parts} parts were done before")]
    public static partial void VerificationBegun(this ILogger logger, int done, int parts);

    [LoggerMessage(EventId = 1726, EventName = nameof(VerificationEnded), Level = LogLevel.Information,
        Message = "The verification of the instance store has ended ({State}): {Intact} instances intact, {Whole} whole, {Damaged} damaged, {Unreadable} unreadable, {Unlisted} unlisted, {Missing} missing, in {Seconds} s")]
    public static partial void VerificationEnded(
        this ILogger logger, PassState state, long intact, long whole, long damaged, long unreadable, long unlisted, long missing, long seconds);

    [LoggerMessage(EventId = 1727, EventName = nameof(InstanceDamaged), Level = LogLevel.Error,
        Message = "The instance {SopInstance} at {Location} of the instance store is damaged: {Detail}")]
    public static partial void InstanceDamaged(this ILogger logger, string? sopInstance, string location, string detail);

    [LoggerMessage(EventId = 1728, EventName = nameof(InstanceUnreadable), Level = LogLevel.Error,
        Message = "What is at {Location} of the instance store cannot be read: {Detail}")]
    public static partial void InstanceUnreadable(this ILogger logger, string location, string detail);

    [LoggerMessage(EventId = 1729, EventName = nameof(InstanceUnlisted), Level = LogLevel.Warning,
        Message = "The instance {SopInstance} at {Location} of the instance store is not in the catalog: {Detail}")]
    public static partial void InstanceUnlisted(this ILogger logger, string? sopInstance, string location, string detail);

    [LoggerMessage(EventId = 1730, EventName = nameof(InstanceMissing), Level = LogLevel.Error,
        Message = "The instance {SopInstance} is in the catalog, and at {Location} of the instance store there is nothing")]
    public static partial void InstanceMissing(this ILogger logger, string? sopInstance, string location);

    [LoggerMessage(EventId = 1731, EventName = nameof(VerificationFailed), Level = LogLevel.Error,
        Message = "The verification of the instance store has stopped: {Reason}")]
    public static partial void VerificationFailed(this ILogger logger, string reason);

    [LoggerMessage(EventId = 1732, EventName = nameof(RecordNotKept), Level = LogLevel.Warning,
        Message = "When the instance store was verified cannot be noted: {Reason}")]
    public static partial void RecordNotKept(this ILogger logger, string reason);

    public static void Found(this ILogger logger, VerificationFinding finding)
    {
        switch (finding.Fault)
        {
            case VerificationFault.Damaged:
                logger.InstanceDamaged(finding.SopInstance, finding.Location, finding.Detail);
                break;
            case VerificationFault.Unreadable:
                logger.InstanceUnreadable(finding.Location, finding.Detail);
                break;
            case VerificationFault.Unlisted:
                logger.InstanceUnlisted(finding.SopInstance, finding.Location, finding.Detail);
                break;
            default:
                logger.InstanceMissing(finding.SopInstance, finding.Location);
                break;
        }
    }
}
