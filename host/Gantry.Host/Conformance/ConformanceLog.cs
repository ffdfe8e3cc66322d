namespace Gantry.Host.Conformance;

internal static partial class ConformanceLog // event ids 1600 to 1699
{
    [LoggerMessage(EventId = 1600, EventName = nameof(OfferChanged), Level = LogLevel.Information,
        Message = "With plugin {Plugin} the offer to peers has changed; came: {Came}; went: {Went}")]
    public static partial void OfferChanged(this ILogger logger, string plugin, string came, string went);
}
