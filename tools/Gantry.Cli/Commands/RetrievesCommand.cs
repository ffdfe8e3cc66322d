using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry retrieves [--all] [--watch]</c>, <c>gantry retrieves show|resume|cancel ID</c>: what peers have the server send by C-MOVE and C-GET.</summary>
internal static class RetrievesCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var all = new Option<bool>("--all") { Description = "The last that ended, too." };
        var watch = WatchOption.Make();
        var command = new Command("retrieves", "Shows the retrievals that go on, and those that were interrupted.")
        {
            all, watch,
            MakeOne(server, context, "show", "Shows a retrieval and what became of each instance.", (client, id, token) => client.RetrievalAsync(id, token), withInstances: true),
            MakeOne(server, context, "resume", "Has a C-MOVE that was interrupted go on at once; what failed is sent once more.", (client, id, token) => client.ChangeRetrievalAsync(id, "resume", token)),
            MakeOne(server, context, "cancel", "Ends a C-MOVE: nothing more of it is sent.", (client, id, token) => client.ChangeRetrievalAsync(id, "cancel", token)),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            return await watch.RunAsync(parsed, server, context, token => client.RetrievalsAsync(parsed.GetValue(all), token), Show, cancellationToken).ConfigureAwait(false);

            void Show(RetrievalList list)
            {
                if (!server.TryWriteJson(parsed, list, RetrievalJson.Default.RetrievalList))
                {
                    Write(list.Retrievals, context);
                    if (list.Fault is { } fault)
                    {
                        context.Error.WriteLine(fault);
                    }
                }
            }
        });
        return command;
    }

    private static Command MakeOne(
        ServerOptions server, CommandContext context, string name, string description, Func<AdminClient, string, CancellationToken, Task<RetrievalReport>> ask, bool withInstances = false)
    {
        var id = new Argument<string>("ID") { Description = "Its id, as the list and the log have it." };
        var command = new Command(name, description) { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var retrieval = await ask(client, parsed.GetRequiredValue(id), cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, retrieval, RetrievalJson.Default.RetrievalReport))
            {
                Write([retrieval], context);
                foreach (var instance in withInstances ? retrieval.Instances ?? [] : [])
                {
                    await context.Output.WriteLineAsync($"  {instance.SopInstanceUid}  {instance.Status ?? "not sent"}").ConfigureAwait(false);
                }
            }

            return 0;
        });
        return command;
    }

    private static void Write(IEnumerable<RetrievalReport> retrievals, CommandContext context)
    {
        var table = new TextTable("Id", "", "Of", "To", "What", "Remaining", "Sent", "Warning", "Failed", "Since", "Took", "Status");
        foreach (var retrieval in retrievals)
        {
            table.Add(
                retrieval.Id,
                retrieval.Command,
                retrieval.Requestor,
                retrieval.Destination,
                What(retrieval),
                Text(retrieval.Remaining),
                Text(retrieval.Completed),
                Text(retrieval.Warning),
                Text(retrieval.Failed),
                retrieval.BegunAt.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture),
                retrieval.Seconds.ToString("0.0 s", CultureInfo.InvariantCulture),
                StatusOf(retrieval));
        }

        table.Write(context);
    }

    private static string StatusOf(RetrievalReport retrieval) => retrieval switch
    {
        { State: { } state, DueAt: { } dueAt } => $"{state} until {dueAt.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture)}. {retrieval.Comment}".TrimEnd(),
        { State: { } state } => $"{state}. {retrieval.Comment}".TrimEnd(),
        { Status: { } status } => $"{status} {retrieval.Comment}".TrimEnd(),
        _ => "goes on",
    };

    private static string What(RetrievalReport retrieval) => retrieval.Keys switch
    {
        [] => retrieval.Level,
        [var one] => $"{retrieval.Level} {one}",
        var several => string.Create(CultureInfo.InvariantCulture, $"{retrieval.Level} {several[0]} and {several.Count - 1} more"),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
