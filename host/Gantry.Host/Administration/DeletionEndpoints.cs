using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Users;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/studies/STUDY</c>, with <c>/series/SERIES</c> and <c>/instances/INSTANCE</c> behind it: GET says what a deletion would take, and what speaks against it; DELETE
/// deletes, with <c>reason</c>. Of what the caller may not see nothing is told, and nothing is deleted.
/// </summary>
internal static class DeletionEndpoints
{
    private const int LongestReason = 500;

    /// <summary>The routes.</summary>
    public static readonly string[] Paths = ["/admin/studies/{study}", "/admin/studies/{study}/series/{series}", "/admin/studies/{study}/series/{series}/instances/{instance}"];

    public static Task<IResult> PlanAsync(HttpContext context) => ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
        await leases.Get<IInstanceDeletion>().PlanAsync(await ChoiceAsync(context, leases, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false) is { } plan
            ? Shown(plan)
            : NotHere());

    public static Task<IResult> DeleteAsync(HttpContext context)
    {
        var reason = context.Request.Query["reason"].ToString().Trim();
        if (reason.Length is 0 or > LongestReason || reason.Any(char.IsControl))
        {
            throw new BadHttpRequestException($"A reason is needed, of up to {LongestReason} characters: ?reason=…");
        }

        return ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
        {
            var choice = await ChoiceAsync(context, leases, cancellationToken).ConfigureAwait(false);
            var plan = await leases.Get<IInstanceDeletion>().DeleteAsync(choice, context.User().Name, reason, cancellationToken).ConfigureAwait(false);
            return plan is null ? NotHere() : plan.Obstacles.IsEmpty ? Shown(plan) : Problem(409, "Not deleted", string.Join(' ', plan.Obstacles));
        });
    }

    private static IResult Shown(DeletionPlan plan) => Results.Json(
        new DeletionView(plan.Study.Value, plan.Series, plan.Instances, plan.Bytes, plan.IsWholeStudy, [.. plan.Obstacles]), DeletionJson.Default.DeletionView);

    private static IResult NotHere() => Problem(404, "Not here", "There is no such study, series or instance.");

    private static async ValueTask<DeletionChoice> ChoiceAsync(HttpContext context, OperationLeases leases, CancellationToken cancellationToken) =>
        new(UidOf(context, "study"), UidOf(context, "series"), UidOf(context, "instance")) { Scope = await CatalogReferences.ScopeAsync(context, leases, cancellationToken).ConfigureAwait(false) };

    private static Uid UidOf(HttpContext context, string name) => context.Request.RouteValues[name] is not string text ? default
        : Uid.TryParse(text, out var uid) ? uid : throw new BadHttpRequestException($"'{text}' is not a UID.");
}

/// <summary>What a deletion takes.</summary>
internal sealed record DeletionView(string Study, int Series, int Instances, long Bytes, bool IsWholeStudy, IReadOnlyList<string> Obstacles);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DeletionView))]
internal sealed partial class DeletionJson : JsonSerializerContext;
