using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Plugins.Composition;
using Gantry.Host.Plugins.Registry;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/set-aside</c>: the instances that were refused, are in conflict, or were superseded (<c>kind</c>), the last <c>limit</c> of them; one; its bytes as a
/// Part 10 file; DELETE forgets it.
/// </summary>
internal static class SetAsideEndpoints
{
    private const int MaximumLimit = 10_000;

    public static Task<IResult> ListAsync(HttpContext context) => ServiceCall.UseAsync<ISetAsideInstances>(context, async (shelf, cancellationToken) =>
    {
        var all = await shelf.ListAsync(Kind(context.Request.Query["kind"].ToString()), cancellationToken).ConfigureAwait(false);
        var views = all.Take(QueryValues.Number(context.Request.Query, "limit", 100, 1, MaximumLimit)).Select(SetAsideView.Of).ToList();
        return Results.Json(new SetAsidesView(views, all.Count, all.Sum(instance => instance.Length)), SetAsideJson.Default.SetAsidesView);
    });

    public static Task<IResult> ShowAsync(HttpContext context) => ServiceCall.UseAsync<ISetAsideInstances>(context, async (shelf, cancellationToken) =>
        await shelf.GetAsync(Id(context), cancellationToken).ConfigureAwait(false) is { } instance
            ? Results.Json(SetAsideView.Of(instance), SetAsideJson.Default.SetAsideView)
            : NotFound(context));

    public static Task<IResult> RemoveAsync(HttpContext context) => ServiceCall.UseAsync<ISetAsideInstances>(context, async (shelf, cancellationToken) =>
        await shelf.RemoveAsync(Id(context), cancellationToken).ConfigureAwait(false) ? Results.NoContent() : NotFound(context));

    public static Task<IResult> ReadAsync(HttpContext context) => ServiceCall.UseAsync<ISetAsideInstances>(context, async (shelf, cancellationToken) =>
    {
        if (await shelf.GetAsync(Id(context), cancellationToken).ConfigureAwait(false) is not { } instance)
        {
            return NotFound(context);
        }

        if (instance.Location.Length == 0)
        {
            return Problem(409, "No content", "Its bytes were not kept, or are those of the stored instance.");
        }

        using var leases = new OperationLeases(context.Service<PluginRegistry>());
        try
        {
            var content = await leases.Get<IInstanceStore>().OpenAsync(instance.Location, cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                await WriteAsync(context.Response, instance, content, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (FileNotFoundException)
        {
            return Problem(404, "No content", "Its bytes are not in the instance store any more.");
        }

        return Results.Empty;
    });

    private static async Task WriteAsync(HttpResponse response, SetAsideInstance instance, InstanceContent content, CancellationToken cancellationToken)
    {
        response.ContentType = "application/dicom";
        response.Headers.ContentDisposition = $"attachment; filename=\"{instance.Id}.dcm\"";
        response.Headers.XContentTypeOptions = "nosniff"; // whoever sent it may have written anything
        FileMetaInformation.Create(content.SopClass, content.SopInstance, content.TransferSyntax, instance.CallingAETitle).Write(response.BodyWriter);
        await content.DataSet.CopyToAsync(response.BodyWriter, cancellationToken).ConfigureAwait(false);
        await response.BodyWriter.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Id(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static IResult NotFound(HttpContext context) => Problem(404, "No such instance", $"No instance was set aside as {Id(context)}.");

    private static SetAsideKind? Kind(string text) => text.Length == 0 ? null
        : Enum.GetNames<SetAsideKind>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<SetAsideKind>(name)
        : throw new BadHttpRequestException($"kind is '{text}'; refused, conflict or superseded is needed.");
}
