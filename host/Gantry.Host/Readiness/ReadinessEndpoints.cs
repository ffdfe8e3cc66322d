using Gantry.Host.Users;

namespace Gantry.Host.Readiness;

/// <summary><c>GET /health/live</c> and <c>/health/ready</c>, for service managers and load balancers; without a token.</summary>
internal static class ReadinessEndpoints
{
    public static void MapHealth(this WebApplication application)
    {
        application.MapGet("/health/live", context => Results.Json(new Liveness("live"), ReadinessJson.Default.Liveness).ExecuteAsync(context)).WithMetadata(NeededRight.None);
        application.MapGet("/health/ready", async context =>
        {
            var report = await context.RequestServices.GetRequiredService<ReadinessReader>().ReadAsync(context.RequestAborted).ConfigureAwait(false);
            context.Response.Headers.CacheControl = "no-store";
            await Results.Json(report, ReadinessJson.Default.ReadinessReport, statusCode: report.IsReady ? 200 : 503).ExecuteAsync(context).ConfigureAwait(false);
        }).WithMetadata(NeededRight.None);
    }
}
