namespace Gantry.Tools.PTBurnSimulator;

/// <summary>Brings the discs of a running job on, each a step at a time.</summary>
internal sealed class JobWork(SimulatorOptions options, Burner burner)
{
    private static readonly Dictionary<DiscStep, (int Number, string Text)> Doings = new()
    {
        [DiscStep.Loading] = (4, "Loading Disc"),
        [DiscStep.HeldLoaded] = (11, "Job Paused"),
        [DiscStep.Recording] = (0, "Recording Disc"),
        [DiscStep.Verifying] = (2, "Verifying Disc"),
        [DiscStep.HeldProcessed] = (11, "Job Paused"),
        [DiscStep.Printing] = (3, "Printing Disc"),
        [DiscStep.Unloading] = (5, "Unloading Disc"),
        [DiscStep.Rejecting] = (9, "Rejecting Disc"),
    };

    /// <summary>Goes on with a job on its robot.</summary>
    public void Advance(SimulatedJob job, SimulatedRobot robot, DateTimeOffset now)
    {
        robot.BinOfJob = job.Bin;
        robot.NeedsInk = job.Label.Length > 0 && job.Discs.Exists(disc => disc.Step == DiscStep.Printing);
        if (robot.Error is not (0 or 3))
        {
            return; // the operator is needed
        }

        foreach (var disc in job.Discs.ToList().Where(disc => now >= disc.EndsAt))
        {
            Finish(job, robot, disc, now);
            if (job.State == 3)
            {
                return;
            }
        }

        Load(job, robot, now);
        if (job.Discs.Count > 0)
        {
            job.Doing = Doings[job.Discs[0].Step];
        }
        else if (job.Good >= job.Copies)
        {
            (job.State, job.Doing) = (2, (10, "Job Complete"));
        }
    }

    /// <summary>Lets a disc go on that is held, where the message is one for that hold.</summary>
    public void LetGo(SimulatedJob job, int number, string message, DateTimeOffset now)
    {
        if (job.Discs.Find(one => one.Number == number) is not { } disc)
        {
            return;
        }

        DiscStep? next = (disc.Step, message.ToUpperInvariant()) switch
        {
            (DiscStep.HeldLoaded, "PROCESS_DISC") => DiscStep.Recording,
            (DiscStep.HeldLoaded or DiscStep.HeldProcessed, "REJECT_DISC") => DiscStep.Rejecting,
            (DiscStep.HeldProcessed, "UNLOAD_DISC") => AfterHold(job),
            _ => null,
        };
        if (next is { } step)
        {
            (disc.Step, disc.EndsAt) = (step, now + options.StepTime);
        }
    }

    private static DiscStep AfterHold(SimulatedJob job) => job.Label.Length > 0 ? DiscStep.Printing : DiscStep.Unloading;

    private void Load(SimulatedJob job, SimulatedRobot robot, DateTimeOffset now)
    {
        while (job.Good + job.Discs.Count < job.Copies && job.Discs.Count < robot.Drives && robot.Discs(job.Bin) > 0)
        {
            robot.Take(job.Bin);
            var drive = Enumerable.Range(0, robot.Drives).First(free => job.Discs.TrueForAll(disc => disc.Drive != free));
            job.Discs.Add(new SimulatedDisc(job.DiscsStarted++, drive) { EndsAt = now + options.StepTime });
        }

        robot.NeedsDisc = job.Good + job.Discs.Count < job.Copies && job.Discs.Count < robot.Drives;
    }

    private void Finish(SimulatedJob job, SimulatedRobot robot, SimulatedDisc disc, DateTimeOffset now)
    {
        switch (disc.Step)
        {
            case DiscStep.Loading:
                disc.Step = job.IsHeld ? DiscStep.HeldLoaded : DiscStep.Recording;
                break;
            case DiscStep.Recording:
                Record(job, robot, disc);
                break;
            case DiscStep.Verifying:
                disc.Error = burner.Verify(job, disc.Number) ? 0 : 19;
                disc.Step = Processed(job, disc);
                break;
            case DiscStep.Printing:
                robot.Print();
                burner.Print(job, disc.Number);
                disc.Step = DiscStep.Unloading;
                break;
            case DiscStep.Unloading:
                (job.Good, job.RejectsInARow) = (job.Good + 1, 0);
                job.Discs.Remove(disc);
                break;
            case DiscStep.Rejecting:
                Reject(job, disc);
                break;
            default:
                return; // it is held
        }

        disc.EndsAt = now + options.StepTime;
    }

    private void Record(SimulatedJob job, SimulatedRobot robot, SimulatedDisc disc)
    {
        if (robot.RejectNext > 0)
        {
            robot.RejectNext--;
            disc.Error = 18;
        }
        else
        {
            burner.Record(job, disc.Number);
        }

        disc.Step = disc.Error == 0 && job.Keys.Is("VerifyDisc") ? DiscStep.Verifying : Processed(job, disc);
    }

    private static DiscStep Processed(SimulatedJob job, SimulatedDisc disc)
    {
        if (disc.Error != 0)
        {
            job.DiscErrors.Add((disc.Number, disc.Error));
        }

        return job.IsHeld ? DiscStep.HeldProcessed : disc.Error != 0 ? DiscStep.Rejecting : AfterHold(job);
    }

    private void Reject(SimulatedJob job, SimulatedDisc disc)
    {
        (job.Bad, job.RejectsInARow) = (job.Bad + 1, job.RejectsInARow + 1);
        job.Discs.Remove(disc);
        burner.Discard(job, disc.Number);
        if (job.RejectsInARow >= options.RejectsInARow)
        {
            (job.State, job.Error, job.Doing) = (3, 20, (15, "Job Failed"));
        }
    }
}
