using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Says how far an order is whose job PTBurn has, by what is seen of it.</summary>
internal static class JobProgress
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(6); // PTBurn writes its status every two seconds, and renames the job in between

    /// <summary>The order as it is now.</summary>
    /// <param name="order">The order as it was.</param>
    /// <param name="view">What is seen.</param>
    /// <param name="logged">What the log says of a job that is not there: true for completed, false for failed.</param>
    /// <param name="now">The time.</param>
    /// <param name="settings">The settings.</param>
    public static KeptOrder Next(KeptOrder order, ShareView view, bool? logged, DateTimeOffset now, PrimeraSettings settings)
    {
        if (order.HasEnded)
        {
            return order;
        }

        if (view.Fault is { } fault)
        {
            return order.Wait(MediaDeviceCondition.Failed, fault);
        }

        var (phase, job) = (view.PhaseOf(order.Id), view.StatusOf(order.Id));
        order = order with { Phase = phase == JobPhase.None ? order.Phase : phase, PiecesMade = Made(order, job) };
        return phase switch
        {
            JobPhase.Done => Done(order, job, now),
            JobPhase.Failed => Failed(order, job, now),
            JobPhase.None => Missing(order, view, job, logged, now, settings),
            _ => Open(order, phase, view, job, settings),
        };
    }

    private static KeptOrder Done(KeptOrder order, JobStatus? job, DateTimeOffset now)
    {
        if (job is { HasFailed: true })
        {
            return Failed(order, job, now);
        }

        if (job is { State: 2, GoodDiscs: > 0, BadDiscs: > 0 } && job.GoodDiscs < order.Copies)
        {
            var few = string.Create(CultureInfo.InvariantCulture, $"{job.GoodDiscs} of {order.Copies} discs are made, and {job.BadDiscs} were rejected.");
            return order.End(MediaOrderState.Failed, MediaDeviceCondition.NeedsOperator, job.GoodDiscs, few);
        }

        var made = string.Create(CultureInfo.InvariantCulture, $"Made{On(job)}{(job is { BadDiscs: > 0 } ? $"; {job.BadDiscs} discs were rejected" : "")}.");
        return order.IsAborting
            ? order.End(MediaOrderState.Failed, MediaDeviceCondition.Ready, order.Copies, "Cancelled; all discs were made before the robot knew.")
            : order.End(MediaOrderState.Done, MediaDeviceCondition.Ready, order.Copies, made);
    }

    private static KeptOrder Failed(KeptOrder order, JobStatus? job, DateTimeOffset now)
    {
        if (order.IsAborting)
        {
            return order.Cancel("Cancelled.");
        }

        if (job is not { HasEnded: true } && now - (order.DoubtSince ?? now) < Settling)
        {
            return order with { DoubtSince = order.DoubtSince ?? now };
        }

        var number = job is { Doing: 13, Error: 0 } ? JobErrors.Aborted : job?.Error ?? 0;
        var error = JobErrors.Of(number, job?.ErrorText ?? "");
        if (number == 20 && job is { DiscError: > 0 })
        {
            error = error with { Words = $"{error.Words} (the last: {JobErrors.Of(job.DiscError, "").Words})" };
        }

        return order.End(
            MediaOrderState.Failed,
            error.Condition,
            order.PiecesMade,
            string.Create(CultureInfo.InvariantCulture, $"{(job is null or { Robot: "" } ? "PTBurn" : job.Robot)}: {error.Words}{(number > 0 ? $" (error {number})" : "")}."));
    }

    // The file of a job that has ended goes after an hour. Between two names a job is, for a moment, not there.
    private static KeptOrder Missing(KeptOrder order, ShareView view, JobStatus? job, bool? logged, DateTimeOffset now, PrimeraSettings settings)
    {
        if (job is { HasEnded: true } || logged is not null)
        {
            return job is { HasFailed: true } || (job is not { HasEnded: true } && logged == false)
                ? Failed(order with { DoubtSince = DateTimeOffset.MinValue }, job, now)
                : Done(order, job, now);
        }

        if (!view.IsAlive)
        {
            return order.Wait(MediaDeviceCondition.Failed, "PTBurn does not answer, and the job is not in its folder.");
        }

        if (now - (order.DoubtSince ?? now) < settings.LostAfter)
        {
            return order with { DoubtSince = order.DoubtSince ?? now };
        }

        return order.IsAborting
            ? order.Cancel("Cancelled; the job is not in the job folder any more.")
            : order.End(
                MediaOrderState.Failed, MediaDeviceCondition.NeedsOperator, order.PiecesMade, "The job is not in the job folder any more, and PTBurn does not say what became of it: look for the discs.");
    }

    private static KeptOrder Open(KeptOrder order, JobPhase phase, ShareView view, JobStatus? job, PrimeraSettings settings)
    {
        order = order with { DoubtSince = null };
        if (!view.IsAlive)
        {
            return order.Wait(MediaDeviceCondition.Failed, view.System is null ? "PTBurn has written no status that can be read." : "PTBurn has stopped: it does not write its status any more.");
        }

        if (RobotChoice.WhyStopped(view, job?.Robot ?? "") is { } stopped)
        {
            return order.Wait(stopped.Condition, stopped.Note);
        }

        if (settings.Hold != LoadHold.Driver && job is { Held: [var held, ..] })
        {
            return order.Wait(
                MediaDeviceCondition.NeedsOperator,
                string.Create(CultureInfo.InvariantCulture, $"{job.Robot}: disc {held.Disc} is {(held.IsProcessed ? "done" : "loaded")} and held; let it go on at the robot."));
        }

        return phase switch
        {
            JobPhase.Submitted => order.Wait(MediaDeviceCondition.Ready, "PTBurn has it, and has not looked at it yet."),
            JobPhase.Queued => order.Wait(
                MediaDeviceCondition.Ready,
                string.Create(CultureInfo.InvariantCulture, $"It is in the queue of PTBurn{On(job)}{(job?.JobsAhead is > 0 ? $", behind {job.JobsAhead} others" : "")}.")),
            _ => order with { State = MediaOrderState.Creating, Condition = MediaDeviceCondition.Ready, Note = Doing(job) },
        };
    }

    private static string Doing(JobStatus? job)
    {
        var what = job is { DoingText.Length: > 0 } ? job.DoingText.TrimEnd('.') : "Discs are being made";
        return string.Create(CultureInfo.InvariantCulture, $"{what}{On(job)}{(job is { BadDiscs: > 0 } ? $"; {job.BadDiscs} discs were rejected" : "")}.");
    }

    private static string On(JobStatus? job) => job is null or { Robot: "" } ? "" : $" on {job.Robot}";

    // A job that PTBurn begins anew after its own restart counts from 0 again: what was made was made.
    private static int Made(KeptOrder order, JobStatus? job) => Math.Clamp(job?.GoodDiscs ?? 0, order.PiecesMade, Math.Max(order.PiecesMade, order.Copies));
}
