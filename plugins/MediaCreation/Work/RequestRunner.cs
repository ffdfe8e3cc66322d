using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Brings a claimed request a step further: prepares its content and gives it to the device, or looks how far the device is.</summary>
/// <remarks>Safe for concurrent use. No step waits for a medium for longer than some seconds, so nothing is held while one is burnt, and each step begins with what the queue says.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class RequestRunner(
    Queue queue, Preparation preparation, DeviceWatch watch, StagingFolder staging, LookPace pace, IPluginSettings<MediaSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(2), StayInterval = TimeSpan.FromMilliseconds(20);
    private readonly ILogger _logger = loggers.CreateLogger<RequestRunner>();

    /// <summary>Takes a step.</summary>
    internal async Task RunAsync(StoredJob claimed, CancellationToken cancellationToken)
    {
        var held = new HeldJob(queue, claimed, JobWorkerOptions.DefaultLeaseTime, time, _logger, cancellationToken);
        await using (held.ConfigureAwait(false))
        {
            MediaJob media;
            try
            {
                media = MediaJob.Read(held.Job.Attributes);
            }
            catch (FormatException fault)
            {
                await held.SaveAsync(held.Job with { State = JobState.Failed, Note = fault.Message }, keeps: false).ConfigureAwait(false);
                return;
            }

            try
            {
                await StepAsync(held, media).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (held.Token.IsCancellationRequested)
            {
                await held.SaveAsync(changed: null, keeps: false).ConfigureAwait(false);
            }
        }
    }

    private async Task StepAsync(HeldJob held, MediaJob media)
    {
        var (uid, isNew) = (held.Job.Uid, media.Parts.IsEmpty);
        RequestStep step;
        try
        {
            if (isNew)
            {
                if (await PrepareAsync(held, media).ConfigureAwait(false) is not { } prepared)
                {
                    return;
                }

                media = prepared;
            }

            step = await watch.LookAsync(uid, media, held.Job.CreatedAt, held.Token).ConfigureAwait(false);
            if (isNew)
            {
                step = await StayAsync(held, step).ConfigureAwait(false);
            }
        }
        catch (MediaRefusalException refused)
        {
            step = new RequestStep(media with { Status = MediaExecutionStatus.Failure, Info = refused.Refusal.Info, Failed = refused.Refusal.Failed }, refused.Refusal.Note);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The catalog, the store or the device is away, or nobody provides it for now; or there is no place on the disk. Anything else is a bug that the next version may not have.
            step = Retried(held.Job, media, failure);
        }

        if (await held.SaveAsync(After(held.Job, step), keeps: false).ConfigureAwait(false))
        {
            await EndAsync(uid, step.Media).ConfigureAwait(false);
        }
        else
        {
            await GiveUpAsync(uid, step.Media).ConfigureAwait(false);
        }
    }

    // What is made soon is waited for: to ask the queue for a request time and again, with all its instances, takes more than to make the image of a small one.
    private async Task<RequestStep> StayAsync(HeldJob held, RequestStep step)
    {
        var begun = time.GetTimestamp();
        while (step.Media is { State: JobState.Pending, Info: MediaStatusInfo.Normal or MediaStatusInfo.Queued } && time.GetElapsedTime(begun) < Stay)
        {
            await Task.Delay(StayInterval, time, held.Token).ConfigureAwait(false);
            step = await watch.LookAsync(held.Job.Uid, step.Media, held.Job.CreatedAt, held.Token).ConfigureAwait(false);
        }

        return step;
    }

    /// <returns>The request with its parts, as the queue has it; null where it waits, or was lost to another.</returns>
    private async Task<MediaJob?> PrepareAsync(HeldJob held, MediaJob media)
    {
        if (await watch.WhyNotAsync(media, held.Token).ConfigureAwait(false) is { } waits)
        {
            await held.SaveAsync(After(held.Job, waits), keeps: false).ConfigureAwait(false);
            return null;
        }

        media = media with { Status = MediaExecutionStatus.Creating, Info = MediaStatusInfo.Normal };
        if (!await held.SaveAsync(held.Job with { Attributes = media.ToAttributes(), Note = "The content is being prepared." }, keeps: true).ConfigureAwait(false))
        {
            return null;
        }

        media = await preparation.PrepareAsync(held.Job, media, held.Token).ConfigureAwait(false);

        // The names of the orders are durable before the device has them: whoever goes on asks for them.
        var isMine = await held.SaveAsync(held.Job with { Attributes = media.ToAttributes(), Note = $"The content is prepared for {media.Device}." }, keeps: true).ConfigureAwait(false);
        return isMine ? media : null;
    }

    private RequestStep Retried(Job job, MediaJob media, Exception failure)
    {
        var (info, note) = failure switch
        {
            CatalogException => (MediaStatusInfo.ProcessingFailure, failure.Message),
            IOException or UnauthorizedAccessException => (MediaStatusInfo.InsufficientMemory, failure.Message),
            _ => (MediaStatusInfo.ProcessingFailure, "It failed; the log says how."),
        };
        if (failure is not (CatalogException or IOException or UnauthorizedAccessException))
        {
            _logger.WorkFailed(job.Uid, failure);
        }

        return time.GetUtcNow() - job.CreatedAt < settings.Current.GiveUpAfter
            ? new RequestStep(media with { Status = MediaExecutionStatus.Pending, Info = info }, note)
            : new RequestStep(media with { Status = MediaExecutionStatus.Failure, Info = info }, "Given up: " + note);
    }

    private Job After(Job job, RequestStep step)
    {
        var (media, uid) = (step.Media, job.Uid);
        if (media.Status == MediaExecutionStatus.Pending && job.Note != step.Note && media.Info != MediaStatusInfo.Queued)
        {
            _logger.Waiting(uid, media.Info, step.Note);
        }

        return job with { State = media.State, DueAt = DueAfter(job, media), Attributes = media.ToAttributes(), Note = step.Note };
    }

    private DateTimeOffset DueAfter(Job job, MediaJob media)
    {
        if (media.State == JobState.Pending && !media.Parts.IsEmpty)
        {
            return pace.Next(job.Uid, job.CreatedAt);
        }

        pace.Forget(job.Uid);
        var isWaiting = media.Status == MediaExecutionStatus.Pending;
        return time.GetUtcNow() + (isWaiting ? settings.Current.RetryInterval : settings.Current.LookInterval);
    }

    private async Task EndAsync(Uid uid, MediaJob media)
    {
        if (media.State == JobState.Pending)
        {
            return;
        }

        if (media.Status == MediaExecutionStatus.Done)
        {
            _logger.Done(uid, media.PiecesMade, media.Device);
        }
        else
        {
            _logger.Failed(uid, media.Info, "see gantry media show");
        }

        await watch.ForgetAsync(media).ConfigureAwait(false);
        staging.Remove(uid);
    }

    // Lost: where it was cancelled, the device may have got an order after it was asked to cancel that. Where another host has it, the orders are its own.
    private async Task GiveUpAsync(Uid uid, MediaJob media)
    {
        if (await queue.GetAsync(uid, CancellationToken.None).ConfigureAwait(false) is null or { Job.State: JobState.Failed })
        {
            await watch.CancelAsync(media).ConfigureAwait(false);
            await watch.ForgetAsync(media).ConfigureAwait(false);
            staging.Remove(uid);
        }
    }
}
