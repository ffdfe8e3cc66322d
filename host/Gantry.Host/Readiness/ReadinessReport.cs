using System.Text.Json.Serialization;

namespace Gantry.Host.Readiness;

/// <summary>Whether the server is ready for peers, and what it was asked for that. For service managers, without a token: it holds nothing to be kept from anybody.</summary>
internal sealed record ReadinessReport(string Status, IReadOnlyList<ReadinessCheck> Checks)
{
    public const string Ready = "ready";
    public const string NotReady = "not ready";

    [JsonIgnore]
    public bool IsReady => Status == Ready;

    public static ReadinessReport Of(params IReadOnlyList<ReadinessCheck> checks) =>
        new(checks.All(check => check.Status != ReadinessCheck.Failed) ? Ready : NotReady, checks);
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What.</param>
/// <param name="Status">ok, warning (ready all the same) or failed.</param>
/// <param name="Detail">How it stands, in a sentence.</param>
internal sealed record ReadinessCheck(string Name, string Status, string Detail)
{
    public const string Ok = "ok";
    public const string Warning = "warning";
    public const string Failed = "failed";
}

/// <summary>What a process answers that is alive.</summary>
internal sealed record Liveness(string Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ReadinessReport))]
[JsonSerializable(typeof(Liveness))]
internal sealed partial class ReadinessJson : JsonSerializerContext;
