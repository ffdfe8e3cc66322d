using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Makes, initiates, cancels and repeats requests: for peers, for administrators, and for studies that are complete.</summary>
/// <remarks>Safe for concurrent use. Made for an operation.</remarks>
[Export, Export(typeof(IMediaCreation))]
[method: ImportingConstructor]
public sealed class MediaRequests(
    IMediaQueue queue, RequestCheck check, ICatalogScopePolicy scopes, MediaDevices devices, MediaWorker worker, TimeProvider time, ILoggerFactory loggers) : IMediaCreation
{
    private const int Races = 20;
    private readonly ILogger _logger = loggers.CreateLogger<MediaRequests>();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<MediaDeviceReport>> GetDevicesAsync(CancellationToken cancellationToken)
    {
        var reports = new List<MediaDeviceReport>();
        foreach (var device in devices.All)
        {
            MediaDeviceState state;
            try
            {
                state = await device.GetStateAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (IOException failure)
            {
                state = new MediaDeviceState(MediaDeviceCondition.Failed, failure.Message);
            }

            reports.Add(new MediaDeviceReport(device.Name, [.. device.Media], state));
        }

        return reports;
    }

    /// <inheritdoc/>
    public async ValueTask<StoredJob> CreateAsync(
        MediaCreationRequest request, string device, int copies, MediaPriority priority, CatalogCaller? caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(device);
        if (copies is < 1 or > MediaJob.MaximumCopies)
        {
            throw new ArgumentException($"1 to {MediaJob.MaximumCopies} copies can be made.");
        }

        if (device.Length > 0 && devices.Find(device) is null)
        {
            throw new ArgumentException($"There is no media device {device}; there are: {string.Join(", ", devices.All.Select(one => one.Name))}.");
        }

        var attributes = request.ToDataSet();
        if (CreateRequest.WhyNot(attributes, int.MaxValue) is { } refusal)
        {
            throw new ArgumentException(refusal.ErrorComment + ".");
        }

        if (request.Deidentification is { } options && (options & Deidentifier.RefusedOptions) != 0)
        {
            throw new ArgumentException($"{options & Deidentifier.RefusedOptions} needs a person who looks at each instance.");
        }

        if (request.Deidentification is { } dates && dates.HasFlag(ConfidentialityOptions.RetainLongitudinalFullDates | ConfidentialityOptions.RetainLongitudinalModifiedDates))
        {
            throw new ArgumentException("Full dates and modified dates exclude each other.");
        }

        var uid = Uid.New();
        var media = new MediaJob { Request = attributes, Device = device, Deidentification = request.Deidentification, Owner = caller?.User?.Name ?? "" };
        await AddAsync(uid, media, caller?.AETitle ?? default, cancellationToken).ConfigureAwait(false);
        await InitiateAsync(uid, copies, priority, caller, cancellationToken).ConfigureAwait(false);
        return await queue.GetAsync(uid, cancellationToken).ConfigureAwait(false) ?? throw new CatalogException("The request was removed while it was made.");
    }

    /// <summary>Keeps a request, idle.</summary>
    /// <returns>False where there is one of the UID.</returns>
    /// <exception cref="CatalogException">The queue cannot take it.</exception>
    internal ValueTask<bool> AddAsync(Uid uid, MediaJob media, AETitle peer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var job = new Job
        {
            Uid = uid,
            State = media.State,
            DueAt = now,
            CreatedAt = now,
            Peer = peer,
            Attributes = media.ToAttributes(),
            Instances = [.. media.Instances.Select(one => one.Reference.SopInstanceUid)],
        };
        return queue.AddAsync(job, cancellationToken);
    }

    /// <summary>Initiates a request: it is pending then, or has failed where it cannot be performed.</summary>
    /// <returns>Null where there is no such request; false where it was initiated before.</returns>
    /// <exception cref="CatalogException">The queue or the catalog cannot be used; it stays as it was.</exception>
    internal async ValueTask<bool?> InitiateAsync(Uid uid, int copies, MediaPriority priority, CatalogCaller? caller, CancellationToken cancellationToken)
    {
        if (await queue.GetAsync(uid, cancellationToken).ConfigureAwait(false) is not { } stored)
        {
            return null;
        }

        if (stored.Job.State != JobState.Idle)
        {
            return false;
        }

        var media = MediaJob.Read(stored.Job.Attributes) with { Copies = copies, Priority = priority };
        string note;
        try
        {
            var scope = caller is null ? null : await scopes.OfAsync(caller, cancellationToken).ConfigureAwait(false);
            var (choice, _) = await check.CheckAsync(media, stored.Job.Peer, scope, cancellationToken).ConfigureAwait(false);
            media = media with { Status = MediaExecutionStatus.Pending, Info = MediaStatusInfo.Queued, Profile = choice.Profile.Name, Device = choice.Device };
            note = $"Waits for its turn on {choice.Device}.";
            _logger.Initiated(uid, caller?.AETitle.Value ?? "an administrator", media.Request.GetItems(Tags.ReferencedSOPSequence).Length, copies, choice.Device, choice.Profile.Name);
        }
        catch (MediaRefusalException refused)
        {
            media = media with { Status = MediaExecutionStatus.Failure, Info = refused.Refusal.Info, Failed = refused.Refusal.Failed };
            note = refused.Refusal.Note;
            _logger.Failed(uid, media.Info, note);
        }

        var now = time.GetUtcNow();
        var changed = stored.Job with
        {
            State = media.State,
            DueAt = now,
            Priority = priority switch { MediaPriority.High => 1, MediaPriority.Low => -1, _ => 0 },
            Attributes = media.ToAttributes(),
            Note = note,
        };
        var isMine = await queue.UpdateAsync(stored, changed, lease: null, now, cancellationToken).ConfigureAwait(false) is not null;
        worker.Wake();
        return isMine;
    }

    /// <inheritdoc/>
    public async ValueTask<MediaCancellation> CancelAsync(Uid request, string by, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(by);
        for (var race = 0; race < Races; race++)
        {
            if (await queue.GetAsync(request, cancellationToken).ConfigureAwait(false) is not { } stored || stored.Job.State == JobState.Failed)
            {
                return MediaCancellation.Unknown;
            }

            if (stored.Job.State == JobState.Done)
            {
                return MediaCancellation.Completed;
            }

            var media = MediaJob.Read(stored.Job.Attributes);
            var cancellation = await CancelOrdersAsync(media, cancellationToken).ConfigureAwait(false);
            if (cancellation != MediaCancellation.Cancelled)
            {
                return cancellation;
            }

            var changed = stored.Job with
            {
                State = JobState.Failed,
                Attributes = (media with { Status = MediaExecutionStatus.Failure, Info = MediaStatusInfo.ProcessingFailure }).ToAttributes(),
                Note = $"Cancelled by {by}.",
            };
            if (await queue.UpdateAsync(stored, changed, lease: null, time.GetUtcNow(), cancellationToken).ConfigureAwait(false) is not null)
            {
                _logger.Cancelled(request, by);
                worker.Wake();
                return MediaCancellation.Cancelled;
            }
        }

        throw new CatalogException("The request changes all the time; try again.");
    }

    /// <inheritdoc/>
    public async ValueTask<StoredJob?> RepeatAsync(Uid request, CancellationToken cancellationToken)
    {
        if (await queue.GetAsync(request, cancellationToken).ConfigureAwait(false) is not { Job.State: JobState.Done or JobState.Failed } stored)
        {
            return null;
        }

        var media = MediaJob.Read(stored.Job.Attributes) with
        {
            Status = MediaExecutionStatus.Pending,
            Info = MediaStatusInfo.Queued,
            Parts = [],
            PiecesMade = 0,
            Warnings = [],
            Failed = [],
            Profile = "",
        };
        var now = time.GetUtcNow();
        var changed = stored.Job with { State = JobState.Pending, DueAt = now, Attributes = media.ToAttributes(), Note = "Asked for again; waits for its turn." };
        var repeated = await queue.UpdateAsync(stored, changed, lease: null, now, cancellationToken).ConfigureAwait(false);
        worker.Wake();
        return repeated;
    }

    // In their order: where one cannot be interrupted, those that wait behind it stay as they are, and all is as before. What the device does not know yet is given up by who was to give it.
    private async ValueTask<MediaCancellation> CancelOrdersAsync(MediaJob media, CancellationToken cancellationToken)
    {
        if (media.Parts.IsEmpty)
        {
            return MediaCancellation.Cancelled;
        }

        try
        {
            var device = devices.Find(media.Device) ?? throw new CatalogException($"The device {media.Device} is not there to be asked.");
            foreach (var part in media.Parts)
            {
                if (await device.CancelAsync(part.OrderId, cancellationToken).ConfigureAwait(false) == MediaCancellation.InProgress)
                {
                    return MediaCancellation.InProgress;
                }
            }

            var ends = new List<MediaOrderState?>();
            foreach (var part in media.Parts)
            {
                ends.Add((await device.FindAsync(part.OrderId, cancellationToken).ConfigureAwait(false))?.State);
            }

            return ends.TrueForAll(end => end == MediaOrderState.Done) ? MediaCancellation.Completed : MediaCancellation.Cancelled;
        }
        catch (IOException failure)
        {
            throw new CatalogException(string.Create(CultureInfo.InvariantCulture, $"The device {media.Device} cannot be asked: {failure.Message}"), failure);
        }
    }
}
