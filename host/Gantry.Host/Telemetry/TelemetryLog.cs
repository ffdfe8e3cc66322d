namespace Gantry.Host.Telemetry;

internal static partial class TelemetryLog // event ids 1500 to 1599
{
    [LoggerMessage(EventId = 1500, EventName = nameof(CallbackThrew), Level = LogLevel.Warning,
        Message = "An observable instrument of a plugin threw {Exceptions}; its values are left out")]
    public static partial void CallbackThrew(this ILogger logger, string exceptions);

    [LoggerMessage(EventId = 1501, EventName = nameof(TooManyInstruments), Level = LogLevel.Warning,
        Message = "The instrument {Instrument} of the meter {Meter} is not listened to: plugins have {Most} instruments already")]
    public static partial void TooManyInstruments(this ILogger logger, string meter, string instrument, int most);
}
