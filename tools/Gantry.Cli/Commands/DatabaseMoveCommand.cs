using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry db move</c>: from one database to another while the server goes on, and back.</summary>
internal static class DatabaseMoveCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var to = new Option<string?>("--to") { Description = "The plugin whose database is to serve: postgresql, for example. It is filled first, and checked." };
        var back = new Option<bool>("--back") { Description = "Goes back to the database before, which is kept like the one that serves until --finish." };
        var finish = new Option<bool>("--finish") { Description = "Keeps the other database no longer like the one that serves; also gives up a move that has not switched yet." };
        var detach = new Option<bool>("--detach") { Description = "Does not wait until the other database serves." };
        var command = new Command("move", "Moves to another database while the server goes on, and back; without an option, shows which serves and how far a move is.") { to, back, finish, detach };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(to) is not null, result.GetValue(back), result.GetValue(finish) }.Count(given => given) > 1)
            {
                result.AddError("--to, --back and --finish exclude each other.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var switches = parsed.GetValue(to) is not null || parsed.GetValue(back);
            var now = parsed.GetValue(to) is { } plugin ? await client.BeginMoveAsync(plugin, cancellationToken).ConfigureAwait(false)
                : parsed.GetValue(back) ? await client.SwitchDatabasesAsync(cancellationToken).ConfigureAwait(false)
                : parsed.GetValue(finish) ? await client.EndMoveAsync(cancellationToken).ConfigureAwait(false)
                : await client.MoveAsync(cancellationToken).ConfigureAwait(false);
            if (switches && !parsed.GetValue(detach))
            {
                now = await FollowAsync(client, now, context, cancellationToken).ConfigureAwait(false);
            }

            if (!server.TryWriteJson(parsed, now, AdminJson.Default.DatabaseMove))
            {
                Write(now, context.Output);
            }

            return now.Problem is null ? 0 : 1;
        });
        return command;
    }

    private static async Task<DatabaseMove> FollowAsync(AdminClient client, DatabaseMove now, CommandContext context, CancellationToken cancellationToken)
    {
        for (var shown = ""; now.IsToSwitch; now = await client.MoveAsync(cancellationToken).ConfigureAwait(false))
        {
            var line = Line(now);
            if (line != shown)
            {
                shown = line;
                await context.Error.WriteLineAsync(line).ConfigureAwait(false);
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }

        return now;
    }

    private static string Line(DatabaseMove now) => now.Problem is not null ? $"{now.State}: {now.Problem}" : string.Create(
        CultureInfo.InvariantCulture,
        $"{now.State}{(now.Kind is null ? "" : $" ({now.Kind.ToLowerInvariant()})")}: {now.Compared} records compared, {now.Written} written, {now.Removed} removed, {now.Pending} changes wait.");

    private static void Write(DatabaseMove now, TextWriter output)
    {
        output.WriteLine($"Serves    {now.Current ?? "no database is chosen by Gantry:Catalog"}");
        if (now.Standby is null)
        {
            output.WriteLine("Standby   none");
            return;
        }

        output.WriteLine($"Standby   {now.Standby}, kept like it until 'gantry db move --finish'; {(now.IsToSwitch ? "it is to serve" : "'gantry db move --back' has it serve")}");
        output.WriteLine($"Progress  {Line(now)}");
        if (now.Digest is not null)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Verified  {now.Verified} records, digest {now.Digest}"));
        }
    }
}
