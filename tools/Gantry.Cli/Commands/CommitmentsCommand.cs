using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry commitments [--all] [--peer AE] [--instance UID]</c>, <c>show|retry|give-up UID</c>, <c>held AE UID...</c>: what peers have asked the server to keep safely, and the server them.</summary>
internal static class CommitmentsCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var all = new Option<bool>("--all") { Description = "Those that ended, too." };
        var peer = new Option<string?>("--peer") { Description = "Only of this AE.", HelpName = "AETITLE" };
        var instance = new Option<string?>("--instance") { Description = "Only those that ask for this SOP instance.", HelpName = "UID" };
        var limit = new Option<int>("--limit", "-n") { Description = "How many of the last; 100 unless given, at most 1000.", DefaultValueFactory = _ => 100 };
        var command = new Command("commitments", "Shows the requests for storage commitment, of peers and to peers, that have no result yet, or whose result is not reported.")
        {
            all, peer, instance, limit,
            MakeOne(server, context, "show", "Shows a request and what was found of each instance.", (client, uid, token) => client.CommitmentAsync(uid, token), withInstances: true),
            MakeHeld(server, context),
            MakeOne(server, context, "retry", "Has a request checked and reported at once, or asked anew.", (client, uid, token) => client.ChangeCommitmentAsync(uid, "retry", token)),
            MakeOne(server, context, "give-up", "Has a request's result no longer reported, or asked for.", (client, uid, token) => client.ChangeCommitmentAsync(uid, "give-up", token)),
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

    private static Command MakeHeld(ServerOptions server, CommandContext context)
    {
        var peer = new Argument<string>("AE") { Description = "The AE title of the archive." };
        var uids = new Argument<string[]>("UID") { Description = "Studies, series or instances of the server.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("held", "Tells which instances an archive has said to keep, when it was asked last by gantry commit --to. Exit code 1: not all.") { peer, uids };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var held = await client.HeldAsync(parsed.GetRequiredValue(peer), parsed.GetRequiredValue(uids), cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, held, CommitmentJson.Default.HeldInstances))
            {
                var table = new TextTable("Instance", "Kept since", "Transaction");
                foreach (var instance in held.Instances)
                {
                    table.Add(instance.SopInstanceUid, instance.ReportedAt is { } at ? Text(at) : "not known to be kept", instance.TransactionUid ?? "-");
                }

                table.Write(context);
            }

            return held.Instances.All(instance => instance.ReportedAt is not null) ? 0 : 1;
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
        var table = new TextTable("UID", "Of", "To", "State", "Instances", "Checked", "Failed", "Asked at", "Next attempt", "Note");
        foreach (var job in jobs)
        {
            table.Add(
                job.Uid,
                job.IsOutgoing ? "-" : job.Peer,
                job.IsOutgoing ? job.Peer : "-",
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
