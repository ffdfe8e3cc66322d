using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry reindex</c>: rebuilds the catalog from the instance store, and follows.</summary>
internal static class ReindexCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var workers = new Option<int?>("--workers") { Description = "The instances read at a time, 1 to 64; twice the processors unless set." };
        var removeMissing = new Option<bool>("--remove-missing") { Description = "Also removes from the catalog what is not in the store any more." };
        var anew = new Option<bool>("--anew") { Description = "Begins anew although an interrupted rebuild could be gone on with." };
        var detach = new Option<bool>("--detach") { Description = "Does not wait for the end; call it again with --follow to look." };
        var follow = new Option<bool>("--follow") { Description = "Starts nothing: follows the one that runs, or tells how the last one ended." };
        var stop = new Option<bool>("--stop") { Description = "Stops the one that runs; the next goes on from there." };
        var command = new Command("reindex", "Rebuilds the catalog from the instance store, while the server goes on. An interrupted one is gone on with.")
        {
            workers, removeMissing, anew, detach, follow, stop,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var now = parsed.GetValue(stop) ? await client.StopReindexAsync(cancellationToken).ConfigureAwait(false)
                : parsed.GetValue(follow) ? await client.ReindexAsync(cancellationToken).ConfigureAwait(false)
                : await client.StartReindexAsync(parsed.GetValue(workers), parsed.GetValue(removeMissing), parsed.GetValue(anew), cancellationToken).ConfigureAwait(false);
            if (!parsed.GetValue(detach))
            {
                now = await FollowAsync(client, now, context, cancellationToken).ConfigureAwait(false);
            }

            if (!server.TryWriteJson(parsed, now, AdminJson.Default.ReindexReport))
            {
                context.Output.WriteLine(Line(now));
            }

            return now.State == "Failed" ? throw new CliException(now.Failure ?? "The rebuild failed.") : now.Unreadable > 0 ? 1 : 0;
        });
        return command;
    }

    private static async Task<ReindexReport> FollowAsync(AdminClient client, ReindexReport now, CommandContext context, CancellationToken cancellationToken)
    {
        for (var shown = -1; now.State == "Running"; now = await client.ReindexAsync(cancellationToken).ConfigureAwait(false))
        {
            if (now.PartsDone != shown)
            {
                shown = now.PartsDone;
                await context.Error.WriteLineAsync(Line(now)).ConfigureAwait(false);
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }

        return now;
    }

    private static string Line(ReindexReport now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{now.State}: {now.PartsDone} of {now.Parts} parts, {now.Added} instances added, {now.Present} were there, {now.Unreadable} unreadable, {now.Removed} removed.");
}
