using System.Globalization;
using Gantry.Host.Settings;
using Serilog;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

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
        services.AddSingleton<LogStream>();
        services.AddSerilog(
            new LoggerConfiguration()
                .Follow(levels)
                .WriteTo.Sink(recent)
                .WriteTo.Sink(Queue(settings))
                .CreateLogger(),
            dispose: true);
    }

    /// <summary>Has what is logged follow the levels.</summary>
    public static LoggerConfiguration Follow(this LoggerConfiguration configuration, LogLevels levels) => configuration
        .MinimumLevel.ControlledBy(levels.Lowest)
        .MinimumLevel.Override(LogLevels.Server, levels.LowestOfServer)
        .Filter.With(levels);

    private static LogQueue Queue(GantrySettings settings)
    {
        var file = new BatchedFile();
        List<IBatchedOutput> outputs = [file];
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Verbose() // what comes here is wanted
            .WriteTo.File(
                new RenderedCompactJsonFormatter(),
                Path.Combine(settings.DataFolder, "logs", "gantry-.json"),
                rollingInterval: RollingInterval.Day,
                fileSizeLimitBytes: ((long)settings.Logging.MaximumMegabytes << 20) / Files,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: Files,
                hooks: file);
        if (Console.IsOutputRedirected)
        {
            var lines = new ConsoleLines(new MessageTemplateTextFormatter(Format, CultureInfo.InvariantCulture), Console.Out);
            outputs.Add(lines);
            configuration = configuration.WriteTo.Sink(lines);
        }
        else
        {
            configuration = configuration.WriteTo.Console(outputTemplate: Format, formatProvider: CultureInfo.InvariantCulture); // in colours
        }

        return new LogQueue(configuration.CreateLogger(), outputs, TimeProvider.System);
    }
}
