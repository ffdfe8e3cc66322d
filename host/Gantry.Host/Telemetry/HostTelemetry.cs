using System.Reflection;
using Gantry.Contracts;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Settings;
using Gantry.Host.Users;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gantry.Host.Telemetry;

/// <summary>Metrics for whoever asks at <c>/metrics</c>, and metrics and traces sent by OTLP where that is set.</summary>
internal static class HostTelemetry
{
    private const int MostSeries = 2_000; // of one instrument; what is beyond counts together

    public static void AddHostTelemetry(this IServiceCollection services, GantrySettings settings)
    {
        services.AddSingleton<HostMetrics>();
        services.AddSingleton<HostActivities>();
        services.AddSingleton<DimseTelemetry>();
        services.AddSingleton<PluginMeters>();
        services.AddSingleton<PluginGauges>();
        var endpoint = settings.Telemetry.OtlpEndpoint;
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => Describe(resource, settings))
            .WithMetrics(metrics =>
            {
                metrics.AddHostMeters().AddPrometheusExporter(options => options.DisableTotalNameSuffixForCounters = false);
                if (endpoint is not null)
                {
                    metrics.AddOtlpExporter(options => Send(options, endpoint, "v1/metrics"));
                }
            });
        if (endpoint is not null)
        {
            telemetry.WithTracing(tracing => tracing.AddHostSources().AddOtlpExporter(options => Send(options, endpoint, "v1/traces")));
        }
    }

    /// <summary>The host's meters, those that repeat the plugins', and the runtime's: memory, collections, threads, processor time.</summary>
    public static MeterProviderBuilder AddHostMeters(this MeterProviderBuilder metrics) => metrics
        .AddMeter(HostMetrics.MeterName, PluginMeters.MirrorPrefix + "*", "System.Runtime")
        .AddView(static _ => new MetricStreamConfiguration { CardinalityLimit = MostSeries });

    /// <summary>The host's spans, and those that plugins make with sources of their own named <c>Gantry.*</c>.</summary>
    public static TracerProviderBuilder AddHostSources(this TracerProviderBuilder tracing) => tracing
        .AddSource(PluginMeters.Prefix + "*")
        .AddProcessor(new ActivityBorder());

    /// <summary>Begins to count what the parts of the host tell.</summary>
    public static void UseHostTelemetry(this WebApplication application)
    {
        var services = application.Services;
        services.GetRequiredService<PluginMeters>();
        services.GetRequiredService<PluginGauges>();
        var metrics = services.GetRequiredService<HostMetrics>();
        services.GetRequiredService<PluginRegistry>().Changed += metrics.PluginChanged;
        services.GetRequiredService<RetiredGenerations>().Ended += metrics.PluginSteps;
        application.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new NeededRight(Rights.ReadStatus) { IsOpenHere = true });
    }

    private static void Describe(ResourceBuilder resource, GantrySettings settings) => resource.AddService(
        "gantry",
        serviceVersion: typeof(HostTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion,
        serviceInstanceId: settings.AETitle.Value);

    private static void Send(OtlpExporterOptions options, Uri endpoint, string path)
    {
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Endpoint = new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
    }
}
