using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Export;

internal static partial class ExportLog // event ids 3300 to 3349
{
    [LoggerMessage(EventId = 3300, EventName = nameof(Exported), Level = LogLevel.Information,
        Message = "{User} exported {Count} instances of {Studies} studies, de-identified: {IsDeidentified} ({CorrelationId})")]
    public static partial void Exported(this ILogger logger, string user, int count, int studies, bool isDeidentified, string correlationId);

    [LoggerMessage(EventId = 3301, EventName = nameof(NotExported), Level = LogLevel.Error,
        Message = "Instance {SopInstance} cannot be exported, and the export of {User} ends with it: {Reason} ({CorrelationId})")]
    public static partial void NotExported(this ILogger logger, string sopInstance, string user, string reason, string correlationId);
}
