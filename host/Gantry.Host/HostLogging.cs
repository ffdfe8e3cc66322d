using System.Globalization;
using Gantry.Host.Settings;
using Serilog;
using Serilog.Events;

namespace Gantry.Host;

/// <summary>Where the host's log goes: warnings and what matters to the console, everything to <c>logs</c> of the data folder, a file a day.</summary>
internal static class HostLogging
{
    private const string Format = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{Level:u3}] {SourceContext}: {Message:lj}{NewLine}{Exception}";
    private const long MaximumFileBytes = 100L << 20;

    public static void AddHostLogging(this IServiceCollection services, GantrySettings settings) => services.AddSerilog(
        new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Warning)
            .WriteTo.Console(outputTemplate: Format, formatProvider: CultureInfo.InvariantCulture)
            .WriteTo.File(
                Path.Combine(settings.DataFolder, "logs", "gantry-.log"),
                outputTemplate: Format,
                formatProvider: CultureInfo.InvariantCulture,
                rollingInterval: RollingInterval.Day,
                fileSizeLimitBytes: MaximumFileBytes,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: 31)
            .CreateLogger(),
        dispose: true);
}
