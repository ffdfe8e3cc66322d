using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Commit;

internal static partial class CommitLog // event ids 2500 to 2599
{
    [LoggerMessage(EventId = 2500, EventName = nameof(Taken), Level = LogLevel.Information,
        Message = "{CallingAETitle} asks for commitment to {Count} instances: transaction {Transaction}, job {Job} ({CorrelationId})")]
    public static partial void Taken(this ILogger logger, Uid transaction, string callingAETitle, int count, Uid job, string correlationId);

    [LoggerMessage(EventId = 2501, EventName = nameof(Refused), Level = LogLevel.Warning,
        Message = "A request of {CallingAETitle} for storage commitment was refused: {Reason} ({CorrelationId})")]
    public static partial void Refused(this ILogger logger, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2502, EventName = nameof(NotTaken), Level = LogLevel.Error,
        Message = "Transaction {Transaction} of {CallingAETitle} could not be taken: {Reason} ({CorrelationId})")]
    public static partial void NotTaken(this ILogger logger, Uid transaction, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2503, EventName = nameof(Duplicate), Level = LogLevel.Warning,
        Message = "{CallingAETitle} uses Transaction UID {Transaction} again, or another's; all its instances are reported as failed ({CorrelationId})")]
    public static partial void Duplicate(this ILogger logger, Uid transaction, string callingAETitle, string correlationId);

    [LoggerMessage(EventId = 2504, EventName = nameof(Checked), Level = LogLevel.Information,
        Message = "Transaction {Transaction} of {Peer} is checked: {Committed} of {Count} instances are committed to")]
    public static partial void Checked(this ILogger logger, Uid transaction, string peer, int committed, int count);

    [LoggerMessage(EventId = 2505, EventName = nameof(NotIntact), Level = LogLevel.Error,
        Message = "{SopInstance} is not what was stored, {Condition}: not committed to (transaction {Transaction})")]
    public static partial void NotIntact(this ILogger logger, Uid sopInstance, InstanceCondition condition, Uid transaction);

    [LoggerMessage(EventId = 2506, EventName = nameof(Lost), Level = LogLevel.Error,
        Message = "{SopInstance} is in the catalog, and its bytes are not in the store: not committed to (transaction {Transaction})")]
    public static partial void Lost(this ILogger logger, Uid sopInstance, Uid transaction);

    [LoggerMessage(EventId = 2507, EventName = nameof(Unreadable), Level = LogLevel.Error,
        Message = "{SopInstance} cannot be read: {Reason} Not committed to (transaction {Transaction})")]
    public static partial void Unreadable(this ILogger logger, Uid sopInstance, string reason, Uid transaction);

    [LoggerMessage(EventId = 2508, EventName = nameof(CheckFailed), Level = LogLevel.Error,
        Message = "Transaction {Transaction} could not be checked")]
    public static partial void CheckFailed(this ILogger logger, Uid transaction, Exception exception);

    [LoggerMessage(EventId = 2509, EventName = nameof(Reported), Level = LogLevel.Information,
        Message = "The result of transaction {Transaction} has reached {Peer}. {How}")]
    public static partial void Reported(this ILogger logger, Uid transaction, string peer, string how);

    [LoggerMessage(EventId = 2510, EventName = nameof(NotReported), Level = LogLevel.Warning,
        Message = "The result of transaction {Transaction} has not reached {Peer}: {Reason} The next attempt is at {Due}")]
    public static partial void NotReported(this ILogger logger, Uid transaction, string peer, string reason, DateTimeOffset due);

    [LoggerMessage(EventId = 2511, EventName = nameof(GivenUp), Level = LogLevel.Error,
        Message = "The result of transaction {Transaction} was never taken by {Peer}, and is given up: {Reason}")]
    public static partial void GivenUp(this ILogger logger, Uid transaction, string peer, string reason);

    [LoggerMessage(EventId = 2512, EventName = nameof(Unusable), Level = LogLevel.Error, Message = "Job {Job} of the ledger cannot be used: {Reason}")]
    public static partial void Unusable(this ILogger logger, Uid job, string reason);

    [LoggerMessage(EventId = 2518, EventName = nameof(Forgotten), Level = LogLevel.Debug, Message = "{Count} requests that ended long ago are forgotten")]
    public static partial void Forgotten(this ILogger logger, int count);

    [LoggerMessage(EventId = 2519, EventName = nameof(Asking), Level = LogLevel.Information, Message = "{Peer} is asked for commitment to {Count} instances: transaction {Transaction}")]
    public static partial void Asking(this ILogger logger, Uid transaction, string peer, int count);

    [LoggerMessage(EventId = 2520, EventName = nameof(Answered), Level = LogLevel.Information, Message = "{Peer} has answered transaction {Transaction}. {Outcome}")]
    public static partial void Answered(this ILogger logger, Uid transaction, string peer, string outcome);

    [LoggerMessage(EventId = 2521, EventName = nameof(AnswerNotKept), Level = LogLevel.Error, Message = "The answer of {Peer} to transaction {Transaction} could not be kept: {Reason}")]
    public static partial void AnswerNotKept(this ILogger logger, Uid transaction, string peer, string reason);

    [LoggerMessage(EventId = 2522, EventName = nameof(AnswerRefused), Level = LogLevel.Warning, Message = "A report of {CallingAETitle} on storage commitment was not taken: {Reason} ({CorrelationId})")]
    public static partial void AnswerRefused(this ILogger logger, string callingAETitle, string reason, string correlationId);

    [LoggerMessage(EventId = 2523, EventName = nameof(NotAsked), Level = LogLevel.Warning, Message = "{Peer} could not be asked for storage commitment, job {Job}: {Reason} The next attempt is at {Due}")]
    public static partial void NotAsked(this ILogger logger, Uid job, string peer, string reason, DateTimeOffset due);

    [LoggerMessage(EventId = 2524, EventName = nameof(AskedAnew), Level = LogLevel.Warning,
        Message = "{Peer} is asked anew at {Due} for what transaction {Transaction} asked: {Reason} The next transaction is {Successor}")]
    public static partial void AskedAnew(this ILogger logger, Uid transaction, string peer, string reason, Uid successor, DateTimeOffset due);

    [LoggerMessage(EventId = 2525, EventName = nameof(AskingGivenUp), Level = LogLevel.Error, Message = "{Peer} is asked for storage commitment no more, job {Job}: {Reason}")]
    public static partial void AskingGivenUp(this ILogger logger, Uid job, string peer, string reason);
}
