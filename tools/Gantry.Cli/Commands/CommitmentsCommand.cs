using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry commitments [--all] [--peer AE] [--instance UID]</c>, <c>show|retry|give-up UID</c>: what peers have asked the server to keep safely.</summary>
internal static class CommitmentsCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var all = new Option<bool>("--all") { Description = "Those that ended, too." };
        var peer = new Option<string?>("--peer") { Description = "Only of this AE.", HelpName = "AETITLE" };
        var instance = new Option<string?>("--instance") { Description = "Only those that ask for this SOP instance.", HelpName = "UID" };
        var limit = new Option<int>("--limit", "-n") { Description = "How many of the last; 100 unless given, at most 1000.", DefaultValueFactory = _ => 100 };
        var command = new Command("commitments", "Shows the requests for storage commitment that are not reported yet.")
        {
            all, peer, instance, limit,
            MakeOne(server, context, "show", "Shows a request and what was found of each instance.", (client, uid, token) => client.CommitmentAsync(uid, token), withInstances: true),
            MakeOne(server, context, "retry", "Has a request checked and reported at once.", (client, uid, token) => client.ChangeCommitmentAsync(uid, "retry", token)),
            MakeOne(server, context, "give-up", "Has a request's result no longer reported.", (client, uid, token) => client.ChangeCommitmentAsync(uid, "give-up", token)),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var query = new CommitmentQuery(parsed.GetValue(all), parsed.GetValue(peer), parsed.GetValue(instance), parsed.GetValue(limit));
            var list = await client.CommitmentsAsync(query, cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, list, CommitmentJson.Default.CommitmentList))
            {
                Write(list.Commitments, context);
            }

            return 0;
        });
        return command;
    }

    private static Command MakeOne(
        ServerOptions server, CommandContext context, string name, string description, Func<AdminClient, string, CancellationToken, Task<CommitmentJob>> ask, bool withInstances = false)
    {
        var uid = new Argument<string>("UID") { Description = "Its UID, as the list has it." };
        var command = new Command(name, description) { uid };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var job = await ask(client, parsed.GetRequiredValue(uid), cancellationToken).ConfigureAwait(false);
            if (server.TryWriteJson(parsed, job, CommitmentJson.Default.CommitmentJob))
            {
                return 0;
            }

            Write([job], context);
            foreach (var instance in withInstances ? job.Instances ?? [] : [])
            {
                context.Output.WriteLine($"  {instance.SopInstanceUid}  {instance.Result}");
            }

            return 0;
        });
        return command;
    }

    private static void Write(IEnumerable<CommitmentJob> jobs, CommandContext context)
    {
        var table = new TextTable("UID", "Of", "State", "Instances", "Checked", "Failed", "Asked at", "Next attempt", "Note");
        foreach (var job in jobs)
        {
            table.Add(
                job.Uid,
                job.Peer,
                job.State,
                Text(job.Requested),
                Text(job.Checked),
                Text(job.Failed),
                Text(job.CreatedAt),
                job.State == "Pending" ? job.HeldUntil is null ? Text(job.DueAt) : "under way" : "-",
                job.Note);
        }

        table.Write(context);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
