using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Follows the jobs that PTBurn has, gives up those that were cancelled, and tidies up after those that have ended.</summary>
/// <remarks>One caller at a time.</remarks>
[Export, Shared]
[method: ImportingConstructor]
public sealed class JobWatcher(OrderBook book, JobShare share, IPluginSettings<PrimeraSettings> settings, TimeProvider time, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<JobWatcher>();
    private readonly HashSet<string> _untidy = new(StringComparer.Ordinal);

    /// <summary>Looks once.</summary>
    internal async Task RunAsync(CancellationToken stopping)
    {
        var orders = book.Open().Where(order => order.HasEnded || order.Stage == OrderStage.Submitted).ToList();
        if (orders.Count == 0)
        {
            return;
        }

        var view = await share.LookAsync(stopping).ConfigureAwait(false);
        foreach (var id in orders.Select(order => order.Id))
        {
            stopping.ThrowIfCancellationRequested();
            using var working = book.TryWork(id);
            if (working is null || book.Find(id) is not { } order)
            {
                continue; // the version before is at it
            }

            if (!order.HasEnded)
            {
                order = await FollowAsync(order, view, stopping).ConfigureAwait(false);
            }

            if (order.HasEnded)
            {
                await TidyAsync(order).ConfigureAwait(false);
            }
        }

        if (settings.Current.IgnoreInkLow && view.IsAlive)
        {
            await IgnoreInkLowAsync(view, stopping).ConfigureAwait(false);
        }
    }

    private async Task<KeptOrder> FollowAsync(KeptOrder order, ShareView view, CancellationToken stopping)
    {
        var (now, current) = (time.GetUtcNow(), settings.Current);
        var logged = view.Fault is null && view.PhaseOf(order.Id) == JobPhase.None ? await share.AskLogAsync(order.Id, stopping).ConfigureAwait(false) : null;
        var next = await book.ChangeAsync(order.Id, was => JobProgress.Next(was, view, logged, now, current), stopping).ConfigureAwait(false) ?? order;
        Tell(order, next);
        if (next.HasEnded || view.Fault is not null)
        {
            return next;
        }

        try
        {
            if (next.IsAborting)
            {
                return await AbortAsync(next, now, stopping).ConfigureAwait(false);
            }

            if (current.Hold == LoadHold.Driver)
            {
                await LetGoAsync(next, view, stopping).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _logger.Waiting(next.Id, failure.Message); // it is asked again at the next look
        }

        return next;
    }

    private async Task<KeptOrder> AbortAsync(KeptOrder order, DateTimeOffset now, CancellationToken stopping)
    {
        if (share.TakeBack(order.Id))
        {
            return await book.ChangeAsync(order.Id, was => was.Cancel("Cancelled."), stopping).ConfigureAwait(false) ?? order;
        }

        if (order.AskedAt is { } asked && now - asked < settings.Current.AskAgainAfter)
        {
            return order;
        }

        if (await share.SendAsync(order.Id, JobFile.Message("ABORT", ("ClientID", settings.Current.ClientID)), stopping).ConfigureAwait(false))
        {
            _logger.MessageSent("ABORT", order.Id);
        }

        return await book.ChangeAsync(order.Id, was => was with { AskedAt = now }, stopping).ConfigureAwait(false) ?? order;
    }

    // A disc at a time: a message waits until PTBurn has read the one before.
    private async Task LetGoAsync(KeptOrder order, ShareView view, CancellationToken stopping)
    {
        if (view.StatusOf(order.Id) is not { Held: [var held, ..] })
        {
            return;
        }

        var message = !held.IsProcessed ? "PROCESS_DISC" : held.IsBad ? "REJECT_DISC" : "UNLOAD_DISC";
        var text = JobFile.Message(message, ("ClientID", settings.Current.ClientID), ("DiscID", held.Disc.ToString(CultureInfo.InvariantCulture)));
        if (await share.SendAsync(order.Id, text, stopping).ConfigureAwait(false))
        {
            _logger.MessageSent(message, order.Id);
        }
    }

    private async Task IgnoreInkLowAsync(ShareView view, CancellationToken stopping)
    {
        foreach (var robot in RobotChoice.LowOnInk(view, settings.Current))
        {
            try
            {
                if (await share.SendAsync("GANTRYINK", JobFile.Message("IGNORE_INKLOW", ("ClientID", settings.Current.ClientID), ("RobotName", robot.Name)), stopping).ConfigureAwait(false))
                {
                    _logger.MessageSent("IGNORE_INKLOW", robot.Name);
                }
            }
            catch (IOException failure)
            {
                _logger.Waiting(robot.Name, failure.Message);
            }
        }
    }

    private async Task TidyAsync(KeptOrder order)
    {
        try
        {
            share.Tidy(order.Id);
            var tidy = await book.ChangeAsync(order.Id, was => was with { IsTidy = true }, CancellationToken.None).ConfigureAwait(false);
            _untidy.Remove(order.Id);
            if (tidy is { IsForgotten: true })
            {
                book.Remove(order.Id);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (_untidy.Add(order.Id))
            {
                _logger.NotTidy(order.Id, failure.Message); // PTBurn has it open still, or the share is away
            }
        }
    }

    private void Tell(KeptOrder before, KeptOrder now)
    {
        if (now.State == MediaOrderState.Done)
        {
            _logger.Made(now.Id, now.PiecesMade);
        }
        else if (now.State == MediaOrderState.Failed)
        {
            _logger.NotMade(now.Id, now.PiecesMade, now.Note);
        }
        else if (now.Condition != MediaDeviceCondition.Ready && now.Note != before.Note)
        {
            _logger.Waiting(now.Id, now.Note);
        }
    }
}
