using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Gives the parts of a request to its device, and looks how far the device is.</summary>
/// <remarks>Safe for concurrent use. The device is leased for each look anew, so that its plugin can be replaced at any time.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class DeviceWatch(ExportFactory<DevicesPart> parts, StagingFolder staging, IPluginSettings<MediaSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<DeviceWatch>();

    /// <summary>What a request waits for before its content is prepared; null where the device takes it.</summary>
    internal async ValueTask<RequestStep?> WhyNotAsync(MediaJob media, CancellationToken cancellationToken)
    {
        using var part = parts.CreateExport();
        var device = media.Device.Length == 0 ? null : part.Value.Devices.Find(media.Device);
        if (device is null)
        {
            return media.Device.Length == 0 ? null : Waits(media, MediaDeviceCondition.Failed, $"No plugin provides the device {media.Device}.");
        }

        try
        {
            var state = await device.GetStateAsync(cancellationToken).ConfigureAwait(false);
            return state.Condition is MediaDeviceCondition.Ready or MediaDeviceCondition.Busy ? null : Waits(media, state.Condition, $"{device.Name}: {state.Note}");
        }
        catch (IOException failure)
        {
            return Waits(media, MediaDeviceCondition.Failed, $"{device.Name}: {failure.Message}");
        }
    }

    /// <summary>Gives the device what it does not know yet, and says how far all parts are.</summary>
    /// <param name="uid">The request.</param>
    /// <param name="media">What it is; with its parts.</param>
    /// <param name="createdAt">When it was made.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    internal async ValueTask<RequestStep> LookAsync(Uid uid, MediaJob media, DateTimeOffset createdAt, CancellationToken cancellationToken)
    {
        using var part = parts.CreateExport();
        if (part.Value.Devices.Find(media.Device) is not { } device)
        {
            return Unreachable(media, createdAt, $"No plugin provides the device {media.Device}.");
        }

        try
        {
            var progress = new List<MediaProgress>();
            for (var number = 1; number <= media.Parts.Length; number++)
            {
                progress.Add(await FindOrSubmitAsync(device, uid, media, number, cancellationToken).ConfigureAwait(false));
            }

            var step = Sum(media, progress);
            if (step.Media.Status != MediaExecutionStatus.Failure)
            {
                return step;
            }

            // What is left of it is given up; what cannot be interrupted keeps its content until it has ended.
            await CancelAsync(device, media).ConfigureAwait(false);
            return await HasEndedAsync(device, media, cancellationToken).ConfigureAwait(false)
                ? step
                : step with { Media = step.Media with { Status = MediaExecutionStatus.Creating, Info = MediaStatusInfo.Normal } };
        }
        catch (IOException failure)
        {
            return Unreachable(media, createdAt, $"{device.Name}: {failure.Message}");
        }
        catch (MediaDeviceException refusal)
        {
            await CancelAsync(device, media).ConfigureAwait(false);
            return new RequestStep(media with { Status = MediaExecutionStatus.Failure, Info = MediaStatusInfo.DeviceFailure }, $"{device.Name}: {refusal.Message}");
        }
    }

    /// <summary>Gives up whatever the device has of a request.</summary>
    internal async ValueTask CancelAsync(MediaJob media)
    {
        using var part = parts.CreateExport();
        if (part.Value.Devices.Find(media.Device) is { } device)
        {
            await CancelAsync(device, media).ConfigureAwait(false);
        }
    }

    private static async ValueTask<bool> HasEndedAsync(IMediaDevice device, MediaJob media, CancellationToken cancellationToken)
    {
        foreach (var part in media.Parts)
        {
            if (await device.FindAsync(part.OrderId, cancellationToken).ConfigureAwait(false) is { HasEnded: false })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Has the device forget a request.</summary>
    internal async ValueTask ForgetAsync(MediaJob media)
    {
        using var part = parts.CreateExport();
        if (part.Value.Devices.Find(media.Device) is { } device)
        {
            await EachAsync(media, id => device.ForgetAsync(id, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    private static RequestStep Waits(MediaJob media, MediaDeviceCondition condition, string note) =>
        new(media with { Status = MediaExecutionStatus.Pending, Info = MediaStatusInfo.Of(condition) }, note);

    private async ValueTask<MediaProgress> FindOrSubmitAsync(IMediaDevice device, Uid uid, MediaJob media, int number, CancellationToken cancellationToken)
    {
        var id = media.Parts[number - 1].OrderId;
        if (await device.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } known)
        {
            return known;
        }

        var order = PreparedOrder.Read(staging.Of(uid, number));
        if (order is null)
        {
            return new MediaProgress(MediaOrderState.Failed, 0, "The device does not know the order, and its content is not on this host.");
        }

        await device.SubmitAsync(order.ToOrder(media, uid, number, staging.Of(uid, number)), cancellationToken).ConfigureAwait(false);
        return await device.FindAsync(id, cancellationToken).ConfigureAwait(false) ?? new MediaProgress(MediaOrderState.Waiting, 0, "");
    }

    private static RequestStep Sum(MediaJob media, List<MediaProgress> parts)
    {
        media = media with { PiecesMade = parts.Sum(one => one.PiecesMade) };
        if (parts.Find(one => one.State == MediaOrderState.Failed) is { } failed)
        {
            var info = failed.Condition == MediaDeviceCondition.Ready ? MediaStatusInfo.ProcessingFailure : MediaStatusInfo.Of(failed.Condition);
            return new RequestStep(media with { Status = MediaExecutionStatus.Failure, Info = info }, $"{media.Device}: {failed.Note}");
        }

        if (parts.TrueForAll(one => one.State == MediaOrderState.Done))
        {
            return new RequestStep(media with { Status = MediaExecutionStatus.Done, Info = MediaStatusInfo.Normal }, parts[^1].Note);
        }

        var open = parts.Find(one => !one.HasEnded)!;
        var made = string.Create(CultureInfo.InvariantCulture, $"{media.Device}: {media.PiecesMade} of {media.Copies * media.Parts.Length} pieces are made. {open.Note}");
        return open.State == MediaOrderState.Creating || media.PiecesMade > 0 && open.Condition == MediaDeviceCondition.Ready
            ? new RequestStep(media with { Status = MediaExecutionStatus.Creating, Info = MediaStatusInfo.Normal }, made)
            : new RequestStep(
                media with { Status = MediaExecutionStatus.Pending, Info = open.Condition == MediaDeviceCondition.Ready ? MediaStatusInfo.Queued : MediaStatusInfo.Of(open.Condition) }, made);
    }

    private RequestStep Unreachable(MediaJob media, DateTimeOffset createdAt, string note) => time.GetUtcNow() - createdAt < settings.Current.GiveUpAfter
        ? Waits(media, MediaDeviceCondition.Failed, note)
        : new RequestStep(media with { Status = MediaExecutionStatus.Failure, Info = MediaStatusInfo.DeviceFailure }, "Given up: " + note);

    private async ValueTask CancelAsync(IMediaDevice device, MediaJob media) =>
        await EachAsync(media, async id => await device.CancelAsync(id, CancellationToken.None).ConfigureAwait(false)).ConfigureAwait(false);

    private async ValueTask EachAsync(MediaJob media, Func<string, ValueTask> act)
    {
        foreach (var part in media.Parts)
        {
            try
            {
                await act(part.OrderId).ConfigureAwait(false);
            }
            catch (IOException failure)
            {
                _logger.DeviceNotTold(part.OrderId, media.Device, failure.Message);
            }
        }
    }
}
