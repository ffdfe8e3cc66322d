using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry associations [--watch] [--contexts]</c>, <c>gantry associations abort ID</c>.</summary>
internal static class AssociationsCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var watch = WatchOption.Make();
        var contexts = new Option<bool>("--contexts") { Description = "With the presentation contexts that were accepted." };
        var command = new Command("associations", "Shows the associations that are open, in both directions.") { watch, contexts, MakeAbort(server, context) };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            return await watch.RunAsync(parsed, server, context, client.AssociationsAsync, Show, cancellationToken).ConfigureAwait(false);

            void Show(AssociationList list)
            {
                if (!server.TryWriteJson(parsed, list, AccessJson.Default.AssociationList))
                {
                    Write(list, parsed.GetValue(contexts), context);
                }
            }
        });
        return command;
    }

    private static Command MakeAbort(ServerOptions server, CommandContext context)
    {
        var id = new Argument<long>("ID") { Description = "Its number." };
        var command = new Command("abort", "Aborts an association.") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var list = await client.AbortAsync(parsed.GetRequiredValue(id), cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, list, AccessJson.Default.AssociationList))
            {
                foreach (var aborted in list.Associations)
                {
                    await context.Output.WriteLineAsync($"Association {aborted.Id} of {aborted.CallingAETitle} with {aborted.CalledAETitle} is aborted.").ConfigureAwait(false);
                }
            }

            return 0;
        });
        return command;
    }

    private static void Write(AssociationList list, bool withContexts, CommandContext context)
    {
        var table = new TextTable("Id", "", "Calling", "Called", "Peer", "TLS", "User", "Under way", "Received", "Sent", "Age", "Idle");
        foreach (var open in list.Associations)
        {
            table.Add(
                open.Id.ToString(CultureInfo.InvariantCulture),
                open.Direction,
                open.CallingAETitle,
                open.CalledAETitle,
                open.Peer ?? "-",
                open.Tls is null ? "-" : open.Tls.Split(' ')[0],
                open.UserIdentity ?? "-",
                open.Operations.Count == 0 ? "-" : string.Join("; ", open.Operations.Select(Text)),
                Sizes.Text(open.BytesReceived),
                Sizes.Text(open.BytesSent),
                Seconds(open.AgeSeconds),
                Seconds(open.IdleSeconds));
        }

        table.Write(context);
        if (withContexts)
        {
            foreach (var open in list.Associations)
            {
                context.Output.WriteLine();
                context.Output.WriteLine($"Association {open.Id}");
                foreach (var accepted in open.PresentationContexts)
                {
                    context.Output.WriteLine($"  {accepted.Id,3}  {accepted.Name}, {accepted.TransferSyntax}");
                }
            }
        }
    }

    private static string Text(OpenOperation operation)
    {
        var plugin = operation.Plugin is null ? "" : $" by {operation.Plugin}";
        return $"{operation.Command} {operation.SopClass}{plugin}, {Seconds(operation.Seconds)}";
    }

    private static string Seconds(double seconds) => seconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s")
        : TimeSpan.FromSeconds(Math.Floor(seconds)).ToString("c", CultureInfo.InvariantCulture);
}
