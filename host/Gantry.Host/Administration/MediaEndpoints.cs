using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Users;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/media</c>: the requests for media, the last <c>limit</c> of them, those that have not ended unless <c>all=true</c>; one with its instances; the devices.
/// Who may only order sees the own ones, and is told of all others that there are none.
/// </summary>
internal static class MediaEndpoints
{
    private const int MaximumLimit = 1_000;

    public static Task<IResult> ListAsync(HttpContext context) => ServiceCall.UseAsync<IMediaQueue>(context, async (queue, cancellationToken) =>
    {
        var query = context.Request.Query;
        var (peer, limit) = (query["peer"].ToString(), QueryValues.Number(query, "limit", 100, 1, MaximumLimit));
        var filter = new JobFilter
        {
            States = query["all"].ToString() == "true" ? [] : [JobState.Idle, JobState.Pending],
            Peer = peer.Length == 0 ? null : AETitle.TryParse(peer, out var title) ? title : throw new BadHttpRequestException($"'{peer}' is not an AE title."),
        };
        var last = new Queue<MediaView>();
        await foreach (var stored in queue.FindAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (!IsSeen(context, stored))
            {
                continue;
            }

            last.Enqueue(MediaView.Of(stored, withInstances: false));
            if (last.Count > limit)
            {
                last.Dequeue();
            }
        }

        return Results.Json(new MediaListView([.. last]), MediaViewJson.Default.MediaListView);
    });

    public static Task<IResult> ShowAsync(HttpContext context) => ServiceCall.UseAsync<IMediaQueue>(context, (queue, cancellationToken) =>
        ShowAsync(context, queue, cancellationToken));

    public static Task<IResult> DevicesAsync(HttpContext context) => ServiceCall.UseAsync<IMediaCreation>(context, async (creation, cancellationToken) =>
    {
        var devices = await creation.GetDevicesAsync(cancellationToken).ConfigureAwait(false);
        return Results.Json(new MediaDevicesView([.. devices.Select(MediaDeviceView.Of)]), MediaViewJson.Default.MediaDevicesView);
    });

    /// <summary>The request that the path names, with its instances, or 404.</summary>
    public static async Task<IResult> ShowAsync(HttpContext context, IMediaQueue queue, CancellationToken cancellationToken) =>
        await FindAsync(context, queue, cancellationToken).ConfigureAwait(false) is { } stored ? Shown(stored, 200) : NoSuchRequest(RequestOf(context));

    /// <summary>The request that the path names; null where there is none, or none that who asks may see.</summary>
    public static async Task<StoredJob?> FindAsync(HttpContext context, IMediaQueue queue, CancellationToken cancellationToken) =>
        await queue.GetAsync(RequestOf(context), cancellationToken).ConfigureAwait(false) is { } stored && IsSeen(context, stored) ? stored : null;

    /// <summary>A request with its instances.</summary>
    public static IResult Shown(StoredJob stored, int status) => Results.Json(MediaView.Of(stored, withInstances: true), MediaViewJson.Default.MediaView, statusCode: status);

    /// <summary>The request that the path names.</summary>
    /// <exception cref="BadHttpRequestException">It names none.</exception>
    public static Uid RequestOf(HttpContext context) =>
        Uid.TryParse((string)context.Request.RouteValues["uid"]!, out var uid) ? uid : throw new BadHttpRequestException($"'{context.Request.RouteValues["uid"]}' is not a UID.");

    private static bool IsSeen(HttpContext context, StoredJob stored)
    {
        var user = context.User();
        return user.Has(Rights.ManageMedia) || (user.Name.Length > 0 && MediaView.Read(stored.Job)?.Owner == user.Name);
    }

    public static IResult NoSuchRequest(Uid uid) => Problem(404, "No such request", $"There is no request {uid} for media.");
}
