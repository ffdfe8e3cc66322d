namespace Gantry.Host.Plugins;

/// <summary>The host's loggers as a plugin sees them: it cannot dispose them or add providers.</summary>
internal sealed class PluginLoggers(ILoggerFactory loggers) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("A plugin cannot add a logging provider to the host.");

    public void Dispose()
    {
        // The host's loggers outlive the plugin.
    }
}
