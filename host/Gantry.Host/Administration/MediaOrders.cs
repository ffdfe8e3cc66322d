using System.Text.Json;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Gantry.Host.Users;
using static Gantry.Host.Administration.AdminEndpoints;

namespace Gantry.Host.Administration;

/// <summary>POST <c>/admin/media</c>: has media made of what the catalog has; POST <c>/admin/media/{uid}/cancel</c> and <c>/repeat</c>.</summary>
internal static class MediaOrders
{
    private const string Administrator = "an administrator";

    public static async Task<IResult> CreateAsync(HttpContext context)
    {
        var order = await ReadAsync(context).ConfigureAwait(false);
        var deidentification = order.Deidentification;
        return await ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
        {
            var creation = leases.Get<IMediaCreation>();
            var instances = await CatalogReferences.FindSeenAsync(context, leases, order.Uids, cancellationToken).ConfigureAwait(false);
            var request = new MediaCreationRequest([.. instances])
            {
                MediaApplicationProfile = order.Profile,
                FileSetId = order.FileSetId,
                LabelText = order.Label,
                MediaDisposition = order.Disposition,
                AllowsSplitting = order.Split,
                AllowsLossyCompression = order.Lossy,
                IncludesDisplayApplication = order.Viewer,
                Deidentification = deidentification,
            };
            var caller = context.User().Has(Rights.All) ? null : context.User().Caller; // who may not see something cannot have it on a disc either
            try
            {
                var made = await creation.CreateAsync(request, order.Device ?? "", order.Copies, order.Priority, caller, cancellationToken).ConfigureAwait(false);
                return MediaEndpoints.Shown(made, 202);
            }
            catch (ArgumentException refusal)
            {
                throw new BadHttpRequestException(refusal.Message, refusal);
            }
        }).ConfigureAwait(false);
    }

    public static Task<IResult> CancelAsync(HttpContext context) => UseSeenAsync(context, async (creation, uid, cancellationToken) =>
        await creation.CancelAsync(uid, Administrator, cancellationToken).ConfigureAwait(false) switch
        {
            MediaCancellation.Cancelled => await ShowAsync(context).ConfigureAwait(false),
            MediaCancellation.Completed => Problem(409, "Not done", "It is done already."),
            MediaCancellation.InProgress => Problem(409, "Not done", "Its media are being made, and the device cannot be interrupted."),
            _ => Problem(404, "No such request", $"There is no request {uid} for media, or it has failed."),
        });

    public static Task<IResult> RepeatAsync(HttpContext context) => UseSeenAsync(context, async (creation, uid, cancellationToken) =>
        await creation.RepeatAsync(uid, cancellationToken).ConfigureAwait(false) is { } repeated
            ? MediaEndpoints.Shown(repeated, 202)
            : Problem(409, "Not done", $"There is no request {uid} for media, or it has not ended."));

    private static Task<IResult> UseSeenAsync(HttpContext context, Func<IMediaCreation, Uid, CancellationToken, Task<IResult>> use) =>
        ServiceCall.UseAsync(context, async (leases, cancellationToken) =>
        {
            var uid = MediaEndpoints.RequestOf(context);
            return await MediaEndpoints.FindAsync(context, leases.Get<IMediaQueue>(), cancellationToken).ConfigureAwait(false) is null
                ? MediaEndpoints.NoSuchRequest(uid)
                : await use(leases.Get<IMediaCreation>(), uid, cancellationToken).ConfigureAwait(false);
        });

    private static Task<IResult> ShowAsync(HttpContext context) => MediaEndpoints.ShowAsync(context);

    private static async Task<MediaOrderView> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, MediaViewJson.Default.MediaOrderView, context.RequestAborted).ConfigureAwait(false)
                is { Uids: not null } order ? order : throw new BadHttpRequestException("'uids' are needed.");
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException($"The body is not what is asked for: {exception.Message}", exception);
        }
    }
}
