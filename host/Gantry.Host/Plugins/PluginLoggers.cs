using Gantry.Host.Logging;

namespace Gantry.Host.Plugins;

/// <summary>
/// The host's loggers as a plugin sees them: it cannot dispose them or add providers, and what it logs becomes text at this border, without patient data
/// unless that is asked for.
/// </summary>
internal sealed class PluginLoggers(ILoggerFactory loggers, string plugin, bool withPatientData) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new Logger(loggers.CreateLogger(categoryName), plugin, withPatientData);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("A plugin cannot add a logging provider to the host.");

    public void Dispose()
    {
        // The host's loggers outlive the plugin.
    }

    private sealed class Logger(ILogger inner, string plugin, bool withPatientData) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(PluginLogState.Of(plugin, state, withPatientData));

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (inner.IsEnabled(logLevel))
            {
                var fault = exception is null ? null : new LoggedFault(FaultText.Of(exception, withPatientData));
                inner.Log(logLevel, eventId, PluginLogState.Of(plugin, state, withPatientData), fault, static (safe, _) => safe.ToString());
            }
        }
    }
}
