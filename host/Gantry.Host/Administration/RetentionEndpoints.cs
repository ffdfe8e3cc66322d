using System.Text.Json.Serialization;
using Gantry.Contracts;

namespace Gantry.Host.Administration;

/// <summary><c>/admin/retention</c>: what studies are deleted by; POST <c>/admin/retention/run</c> deletes them, or with <c>dryRun=true</c> says which would be.</summary>
internal static class RetentionEndpoints
{
    public static Task<IResult> ShowAsync(HttpContext context) => ServiceCall.UseAsync<IRetention>(context, async (retention, cancellationToken) =>
    {
        var state = await retention.DescribeAsync(cancellationToken).ConfigureAwait(false);
        return Results.Json(
            new RetentionView(
                [.. state.Rules], state.StoredBytes, state.HighWaterBytes, state.LowWaterBytes, [.. state.VolumeQuotas], [.. state.UnknownVolumes], state.WaitingInstances, state.NextRunAt, state.IsClockDoubted, state.LastRun is { } run ? RetentionRunView.Of(run) : null),
            RetentionJson.Default.RetentionView);
    });

    public static Task<IResult> RunAsync(HttpContext context) => ServiceCall.UseAsync<IRetention>(context, async (retention, cancellationToken) =>
        Results.Json(
            RetentionRunView.Of(await retention.RunAsync(IsDryRun(context.Request.Query["dryRun"].ToString()), cancellationToken).ConfigureAwait(false)),
            RetentionJson.Default.RetentionRunView));

    private static bool IsDryRun(string text) => text.Length > 0
        && (bool.TryParse(text, out var isDryRun) ? isDryRun : throw new BadHttpRequestException($"dryRun is '{text}'; true or false is needed."));
}

/// <summary>What retention goes by.</summary>
internal sealed record RetentionView(
    IReadOnlyList<string> Rules, long StoredBytes, long HighWaterBytes, long LowWaterBytes, IReadOnlyList<string> VolumeQuotas, IReadOnlyList<string> UnknownVolumes, int WaitingInstances, DateTimeOffset? NextRunAt, bool IsClockDoubted, RetentionRunView? LastRun);

/// <summary>A run.</summary>
internal sealed record RetentionRunView(
    DateTimeOffset StartedAt, DateTimeOffset EndedAt, bool IsDryRun, long StudiesSeen, long StudiesDeleted, long Instances, long Bytes, long StudiesNotSafe, long StudiesUnclear, bool IsPartial,
    IReadOnlyList<RetiredStudyView> Studies)
{
    public static RetentionRunView Of(RetentionRun run) => new(
        run.StartedAt, run.EndedAt, run.IsDryRun, run.StudiesSeen, run.StudiesDeleted, run.Instances, run.Bytes, run.StudiesNotSafe, run.StudiesUnclear, run.IsPartial,
        [.. run.Studies.Select(study => new RetiredStudyView(study.Study.Value, study.Instances, study.Bytes, study.Reason))]);
}

/// <summary>A study of a run.</summary>
internal sealed record RetiredStudyView(string Study, int Instances, long Bytes, string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(RetentionView))]
[JsonSerializable(typeof(RetentionRunView))]
internal sealed partial class RetentionJson : JsonSerializerContext;
