namespace Gantry.Host.Settings;

/// <summary>The settings below <c>Gantry:Telemetry</c>.</summary>
internal sealed record TelemetrySettings
{
    private static readonly string[] Names = [nameof(OtlpEndpoint)];

    /// <summary>Where metrics and traces are sent by OTLP over HTTP, without <c>/v1/...</c>: <c>http://collector:4318</c>. Nowhere unless set.</summary>
    public Uri? OtlpEndpoint { get; init; }

    public static TelemetrySettings Read(IConfigurationSection section, ICollection<string> faults)
    {
        foreach (var unknown in section.GetChildren().Where(child => !Names.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            faults.Add($"Gantry:Telemetry:{unknown.Key} is not a setting; there is {string.Join(", ", Names)}.");
        }

        return section[nameof(OtlpEndpoint)] is { Length: > 0 } text ? new TelemetrySettings { OtlpEndpoint = Endpoint(text, faults) } : new TelemetrySettings();
    }

    private static Uri? Endpoint(string text, ICollection<string> faults)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && (endpoint.Scheme == Uri.UriSchemeHttp || endpoint.Scheme == Uri.UriSchemeHttps))
        {
            return endpoint;
        }

        faults.Add($"Gantry:Telemetry:OtlpEndpoint is '{text}'; an HTTP URL is needed, http://collector:4318 for example.");
        return null;
    }
}
