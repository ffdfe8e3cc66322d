using System.Globalization;
using Gantry.Host.Settings;
using Serilog;
using Serilog.Formatting.Compact;

namespace Gantry.Host.Logging;

/// <summary>
/// Where the host's log goes: lines to the console; JSON, an event a line, to <c>logs</c> of the data folder, in files that together keep within a size; and
/// the last events to memory.
/// </summary>
internal static class HostLogging
{
    private const string Format = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {SourceContext}: {Message:lj}{NewLine}{Exception}";
    private const int Files = 10;

    public static void AddHostLogging(this IServiceCollection services, GantrySettings settings)
    {
        var (levels, recent) = (new LogLevels(settings.Logging.Level), new RecentLog());
        services.AddSingleton(levels);
        services.AddSingleton(recent);
        services.AddSerilog(
            new LoggerConfiguration()
                .MinimumLevel.ControlledBy(levels.Lowest)
                .Filter.With(levels)
                .WriteTo.Console(outputTemplate: Format, formatProvider: CultureInfo.InvariantCulture)
                .WriteTo.Sink(recent)
                .WriteTo.File(
                    new RenderedCompactJsonFormatter(),
                    Path.Combine(settings.DataFolder, "logs", "gantry-.json"),
                    rollingInterval: RollingInterval.Day,
                    fileSizeLimitBytes: ((long)settings.Logging.MaximumMegabytes << 20) / Files,
                    rollOnFileSizeLimit: true,
                    retainedFileCountLimit: Files)
                .CreateLogger(),
            dispose: true);
    }
}
