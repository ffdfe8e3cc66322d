using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Contracts;

internal static partial class JobLog // event ids 1850 to 1869
{
    [LoggerMessage(EventId = 1850, EventName = nameof(LostToAnother), Level = LogLevel.Information, Message = "Job {Job} was changed, cancelled or claimed by another meanwhile")]
    public static partial void LostToAnother(this ILogger logger, Uid job);

    [LoggerMessage(EventId = 1851, EventName = nameof(TakenFromTheLiving), Level = LogLevel.Error,
        Message = "Job {Job} was claimed by {Owner} while it was held here: unless an administrator has had it go on, a host with a copy of this one's data folder uses the same database")]
    public static partial void TakenFromTheLiving(this ILogger logger, Uid job, string owner);

    [LoggerMessage(EventId = 1852, EventName = nameof(LeaseNotExtended), Level = LogLevel.Warning, Message = "The lease of job {Job} could not be extended: {Reason}")]
    public static partial void LeaseNotExtended(this ILogger logger, Uid job, string reason);

    [LoggerMessage(EventId = 1853, EventName = nameof(GivenBack), Level = LogLevel.Information, Message = "Job {Job} is claimed anew: {Owner}, an earlier start of this host, ended while it held it")]
    public static partial void GivenBack(this ILogger logger, Uid job, string owner);

    [LoggerMessage(EventId = 1854, EventName = nameof(JobsUnusable), Level = LogLevel.Error, Message = "The queue of jobs cannot be used; they wait until it can")]
    public static partial void JobsUnusable(this ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1855, EventName = nameof(JobFailed), Level = LogLevel.Error, Message = "Work on job {Job} failed; it is tried again when its lease has ended")]
    public static partial void JobFailed(this ILogger logger, Uid job, Exception exception);

    [LoggerMessage(EventId = 1856, EventName = nameof(Interrupted), Level = LogLevel.Information, Message = "{Count} jobs are interrupted, and go on with whoever claims them next")]
    public static partial void Interrupted(this ILogger logger, int count);
}
