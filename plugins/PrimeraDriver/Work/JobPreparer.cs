using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Gives PTBurn what was ordered: writes content and job, and then renames the job, so that it is there whole and once.</summary>
/// <remarks>One caller at a time.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class JobPreparer(OrderBook book, JobShare share, JobContent content, IPluginSettings<PrimeraSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<JobPreparer>();

    /// <summary>Gives PTBurn all that it does not have yet.</summary>
    /// <returns>True where it was given something.</returns>
    internal async Task<bool> RunAsync(CancellationToken stopping)
    {
        var hasGiven = false;
        foreach (var order in book.Open().Where(order => !order.HasEnded && order.Stage != OrderStage.Submitted))
        {
            stopping.ThrowIfCancellationRequested();
            using var working = book.TryWork(order.Id);
            if (working is not null && book.Find(order.Id) is { HasEnded: false } open)
            {
                hasGiven |= await StepAsync(open, stopping).ConfigureAwait(false); // else the version before is at it, or it was cancelled
            }
        }

        return hasGiven;
    }

    private async Task<bool> StepAsync(KeptOrder order, CancellationToken stopping)
    {
        try
        {
            if (order.Stage == OrderStage.Taken && !await PutAsync(order, stopping).ConfigureAwait(false))
            {
                return false;
            }

            return await GiveAsync(order.Id, stopping).ConfigureAwait(false);
        }
        catch (Exception never) when (never is MediaDeviceException or ArgumentException)
        {
            _logger.NotMade(order.Id, 0, never.Message);
            await book.ChangeAsync(order.Id, now => now.HasEnded ? now : now.End(MediaOrderState.Failed, MediaDeviceCondition.Ready, 0, never.Message), stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return false; // it was cancelled meanwhile, and is ended already
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await DoubtAsync(order, failure.Message, stopping).ConfigureAwait(false);
        }

        return false;
    }

    // Content and job lie in the folder when it returns true.
    private async Task<bool> PutAsync(KeptOrder order, CancellationToken stopping)
    {
        var current = settings.Current;
        var view = await share.LookAsync(stopping).ConfigureAwait(false);
        var state = RobotChoice.StateOf(view, order.Medium, current);
        if (state.Condition is not (MediaDeviceCondition.Ready or MediaDeviceCondition.Busy))
        {
            await WaitAsync(order, state, stopping).ConfigureAwait(false);
            return false;
        }

        await book.ChangeAsync(order.Id, now => now.HasEnded ? now : now.Wait(MediaDeviceCondition.Ready, "Its content is being given to the robot."), stopping).ConfigureAwait(false);
        var path = content.Put(order, () =>
        {
            stopping.ThrowIfCancellationRequested();
            if (book.Find(order.Id) is not { HasEnded: false })
            {
                throw new OperationCanceledException();
            }
        });
        var robot = RobotChoice.Choose(view, order.Medium, current);
        await share.WriteHiddenAsync(order.Id, JobFile.Of(order, RobotPath.Of(path, current), robot, current), stopping).ConfigureAwait(false);
        var put = await book.ChangeAsync(order.Id, now => now.HasEnded ? now : now with { Stage = OrderStage.Submitting, DoubtSince = null }, stopping).ConfigureAwait(false);
        if (put is not { HasEnded: false })
        {
            return false;
        }

        _logger.Submitted(order.Id, order.Copies, robot);
        return true;
    }

    // That the name by which it was hidden is gone says that PTBurn was given it, before a crash perhaps: it is never given twice.
    private async Task<bool> GiveAsync(string id, CancellationToken stopping)
    {
        if (book.Find(id) is { IsAborting: true } && share.TakeBack(id))
        {
            await book.ChangeAsync(id, now => now.Cancel("Cancelled."), stopping).ConfigureAwait(false);
            return false;
        }

        share.Give(id);
        await book.ChangeAsync(
            id, now => now.HasEnded ? now : now.Wait(MediaDeviceCondition.Ready, "PTBurn has it, and has not looked at it yet.") with { Stage = OrderStage.Submitted }, stopping).ConfigureAwait(false);
        return true;
    }

    private async Task WaitAsync(KeptOrder order, MediaDeviceState state, CancellationToken stopping)
    {
        if (order.Note != state.Note)
        {
            _logger.Waiting(order.Id, state.Note);
        }

        await book.ChangeAsync(order.Id, now => now.HasEnded ? now : now.Wait(state.Condition, state.Note) with { DoubtSince = null }, stopping).ConfigureAwait(false);
    }

    private async Task DoubtAsync(KeptOrder order, string reason, CancellationToken stopping)
    {
        var (now, giveUp) = (time.GetUtcNow(), settings.Current.GiveUpWritingAfter);
        if (order.Stage == OrderStage.Taken && now - (order.DoubtSince ?? now) >= giveUp)
        {
            _logger.NotMade(order.Id, 0, reason);
            await book.ChangeAsync(order.Id, was => was.HasEnded ? was : was.End(MediaOrderState.Failed, MediaDeviceCondition.Failed, 0, "Given up: " + reason), stopping).ConfigureAwait(false);
            return;
        }

        if (order.Note != reason)
        {
            _logger.Waiting(order.Id, reason);
        }

        await book.ChangeAsync(order.Id, was => was.HasEnded ? was : was.Wait(MediaDeviceCondition.Failed, reason) with { DoubtSince = order.DoubtSince ?? now }, stopping).ConfigureAwait(false);
    }
}
