using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary>Follows requests that the server makes of another archive, to their answers; one that is asked anew is followed there.</summary>
internal sealed class CommitmentFollower(AdminClient client, CommandContext context)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <returns>The requests as they are now, with their instances, and whether all have ended.</returns>
    public async Task<(IReadOnlyList<CommitmentJob> Jobs, bool AreOver)> FollowAsync(IReadOnlyList<CommitmentJob> jobs, TimeSpan patience, CancellationToken cancellationToken)
    {
        var (now, begun, said) = (jobs.ToArray(), context.Time.GetTimestamp(), "");
        while (true)
        {
            for (var i = 0; i < now.Length; i++)
            {
                if (!IsOver(now[i]) || now[i].Instances is null)
                {
                    now[i] = await client.CommitmentAsync(now[i].SuccessorUid ?? now[i].Uid, cancellationToken).ConfigureAwait(false);
                }
            }

            var open = now.FirstOrDefault(job => !IsOver(job));
            if (open is null || context.Time.GetElapsedTime(begun) > patience)
            {
                return (now, open is null);
            }

            if (open.Note.Length > 0 && open.Note != said)
            {
                said = open.Note;
                await context.Error.WriteLineAsync(said).ConfigureAwait(false);
            }

            await Task.Delay(Interval, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tells what became of them: what is not kept, one by one, and how much is.</summary>
    public void Write(IReadOnlyList<CommitmentJob> jobs, string to)
    {
        foreach (var instance in jobs.SelectMany(job => job.Instances ?? []).Where(instance => instance.Result != "committed"))
        {
            context.Error.WriteLine($"{instance.SopInstanceUid}: {instance.Result}");
        }

        foreach (var job in jobs)
        {
            var kept = job.State == "Done" ? job.Requested - job.Failed : 0;
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{job.Uid}  {job.State}  {kept} of {job.Requested} committed by {to}  {job.Note}").TrimEnd());
        }
    }

    private static bool IsOver(CommitmentJob job) => job.State is "Done" or "Failed" && job.SuccessorUid is null;
}
