using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom.Network;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.DiscRecorder;

/// <summary>Makes the discs of orders, one after the other, whenever the drive has a disc for one.</summary>
/// <remarks>One caller at a time.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class DiscMaker(OrderBook book, RecorderDrive drive, ImageShelf images, IPluginSettings<RecorderSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<DiscMaker>();

    /// <summary>Does what can be done now.</summary>
    internal async Task RunAsync(CancellationToken stopping)
    {
        if (settings.Current.Drive.Length == 0)
        {
            return;
        }

        foreach (var open in book.Open().OrderBy(order => order.Recording is null).ThenBy(order => order.Priority != MediaPriority.High).ThenBy(order => order.Priority == MediaPriority.Low))
        {
            stopping.ThrowIfCancellationRequested();
            using var working = book.TryWork(open.Id);
            if (working is null)
            {
                return; // the version before has the drive
            }

            if (book.Find(open.Id) is { HasEnded: false } order && !await MakeAsync(order, stopping).ConfigureAwait(false))
            {
                return; // a disc is being recorded
            }
        }
    }

    private async Task<bool> MakeAsync(KeptOrder order, CancellationToken stopping)
    {
        try
        {
            using var held = await drive.HoldAsync(stopping).ConfigureAwait(false);
            if (order.Recording is { } recording)
            {
                if (recording.IsRunning())
                {
                    await ChangeAsync(order.Id, now => now.Create(XorrisoText.ProgressOf(images.ReadLog(order.Id)) ?? now.Note), stopping).ConfigureAwait(false);
                    return false;
                }

                order = await TakeUpAsync(order, stopping).ConfigureAwait(false);
            }

            while (!order.HasEnded && await StepAsync(order, stopping).ConfigureAwait(false) is { } next)
            {
                order = next;
            }
        }
        catch (Exception never) when (never is MediaDeviceException or ArgumentException)
        {
            await ChangeAsync(order.Id, now => now.End(MediaOrderState.Failed, MediaDeviceCondition.Ready, never.Message), stopping).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await WaitAsync(order.Id, new MediaDeviceState(MediaDeviceCondition.Failed, failure.Message), stopping).ConfigureAwait(false);
        }

        Tell(order.Id);
        return true;
    }

    /// <returns>The order as it is then; null where it waits for something.</returns>
    private async Task<KeptOrder?> StepAsync(KeptOrder order, CancellationToken stopping)
    {
        var current = settings.Current;
        var (disc, bytes) = (await drive.ReadAsync(stopping).ConfigureAwait(false), images.SizeOf(order));
        var waits = disc.WhyNot(order.Medium, bytes, current.Overwrites)
            ?? (images.WhyNot(bytes, File.Exists(images.ImageOf(order.Id))) is { } full ? new MediaDeviceState(MediaDeviceCondition.OutOfSupplies, full) : null);
        if (waits is not null)
        {
            await WaitAsync(order.Id, waits, stopping).ConfigureAwait(false);
            return null;
        }

        await ChangeAsync(order.Id, now => now.Create("Its image is being made."), stopping).ConfigureAwait(false);
        var image = images.Make(order, stopping);
        if (current.Test && disc.CanTest && await drive.TestAsync(image, stopping).ConfigureAwait(false) is { } fault)
        {
            return await JudgeAsync(order, $"A trial with the laser off failed: {fault}").ConfigureAwait(false);
        }

        return await RecordAsync(order, image, stopping).ConfigureAwait(false);
    }

    private async Task<KeptOrder> RecordAsync(KeptOrder order, string image, CancellationToken stopping)
    {
        var note = string.Create(CultureInfo.InvariantCulture, $"Disc {order.PiecesMade + 1} of {order.Copies} is being recorded.");
        var begun = await ChangeAsync(order.Id, now => now.Create(note) with { Recording = new RecordingProcess(0, time.GetUtcNow()) }, stopping).ConfigureAwait(false);
        if (begun.HasEnded)
        {
            return begun; // it was cancelled meanwhile
        }

        _logger.Recording(order.PiecesMade + 1, order.Copies, order.Id);
        using var process = drive.Record(image, images.LogOf(order.Id));
        await ChangeAsync(order.Id, now => now with { Recording = RecordingProcess.Of(process) }, CancellationToken.None).ConfigureAwait(false);
        await process.WaitForExitAsync(stopping).ConfigureAwait(false); // where the plugin stops first, the next one takes it up
        var fault = process.ExitCode == 0 ? null : XorrisoText.FaultOf(images.ReadLog(order.Id));
        if (fault is null && settings.Current.Verify)
        {
            await ChangeAsync(order.Id, now => now.Create("The disc is being compared with what it is to have."), stopping).ConfigureAwait(false);
            fault = await drive.CompareAsync(image, images.CopyOf(order.Id), stopping).ConfigureAwait(false);
        }

        return await JudgeAsync(order, fault).ConfigureAwait(false);
    }

    // How the recording ended nobody has seen: the disc itself tells.
    private async Task<KeptOrder> TakeUpAsync(KeptOrder order, CancellationToken stopping)
    {
        var disc = await drive.ReadAsync(stopping).ConfigureAwait(false);
        if (disc.Fault is { } fault)
        {
            throw new IOException(fault);
        }

        if (disc.IsBlank)
        {
            return await ChangeAsync(order.Id, now => (now with { Recording = null }) is var free && free.IsCancelled ? free.Cancel() : free, stopping).ConfigureAwait(false);
        }

        return await JudgeAsync(order, await drive.CompareAsync(images.ImageOf(order.Id), images.CopyOf(order.Id), stopping).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task<KeptOrder> JudgeAsync(KeptOrder order, string? fault)
    {
        if (fault is not null)
        {
            _logger.DiscBad(order.Id, fault);
        }

        var judged = await ChangeAsync(order.Id, now => Judged(now, fault), CancellationToken.None).ConfigureAwait(false);
        await drive.EjectAsync(CancellationToken.None).ConfigureAwait(false); // a disc that stays in the drive keeps the next from being made
        return judged;
    }

    private KeptOrder Judged(KeptOrder order, string? fault)
    {
        var now = fault is null ? order with { Recording = null, PiecesMade = order.PiecesMade + 1, Rejects = 0 } : order with { Recording = null, Rejects = order.Rejects + 1 };
        return now switch
        {
            { IsCancelled: true } => now.Cancel(),
            _ when now.PiecesMade >= now.Copies => now.End(MediaOrderState.Done, MediaDeviceCondition.Ready, "Made."),
            _ when now.Rejects >= settings.Current.MaximumRejects => now.End(
                MediaOrderState.Failed, MediaDeviceCondition.NeedsOperator, string.Create(CultureInfo.InvariantCulture, $"{now.Rejects} discs in a row were bad. The last: {fault}")),
            _ => now.Create(fault is null ? string.Create(CultureInfo.InvariantCulture, $"{now.PiecesMade} of {now.Copies} discs are made.") : $"A disc was bad: {fault}"),
        };
    }

    private async Task<KeptOrder> ChangeAsync(string id, Func<KeptOrder, KeptOrder> change, CancellationToken cancellationToken) =>
        await book.ChangeAsync(id, now => now.HasEnded ? now : change(now), cancellationToken).ConfigureAwait(false) ?? throw new IOException($"The order {id} is not there any more.");

    private async Task WaitAsync(string id, MediaDeviceState state, CancellationToken stopping)
    {
        if (book.Find(id) is { HasEnded: false } order && order.Note != state.Note)
        {
            _logger.Waiting(id, state.Note);
            await ChangeAsync(id, now => now.Wait(state.Condition == MediaDeviceCondition.Busy ? MediaDeviceCondition.Ready : state.Condition, state.Note), stopping).ConfigureAwait(false);
        }
    }

    private void Tell(string id)
    {
        if (book.Find(id) is not { HasEnded: true } order)
        {
            return;
        }

        if (order.State == MediaOrderState.Done)
        {
            _logger.Made(id, order.PiecesMade);
        }
        else
        {
            _logger.NotMade(id, order.PiecesMade, order.Note);
        }

        images.Remove(id);
    }
}
