using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry logs [--follow] [--plugin ID] [--level LEVEL] [--lines N]</c>.</summary>
internal static class LogsCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what comes, until interrupted." };
        var plugin = new Option<string?>("--plugin") { Description = "Only of this plugin: what it logged, and what the host says of it.", HelpName = "ID" };
        var level = new Option<string?>("--level") { Description = "Only of this level and above: Debug, Information, Warning, Error.", HelpName = "LEVEL" };
        var lines = new Option<int>("--lines", "-n") { Description = "How many of the past; 100 unless given, at most 2000.", DefaultValueFactory = _ => 100 };
        var command = new Command("logs", "Shows the last of the server's log.") { follow, plugin, level, lines };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var query = new LogQuery(parsed.GetValue(plugin), parsed.GetValue(level), 0, parsed.GetValue(lines));
            var log = await client.LogAsync(query, cancellationToken).ConfigureAwait(false);
            Write(log, server.IsJson(parsed), context);
            while (parsed.GetValue(follow))
            {
                await Task.Delay(Interval, context.Time, cancellationToken).ConfigureAwait(false);
                log = await client.LogAsync(query with { After = log.Last, Limit = 2_000 }, cancellationToken).ConfigureAwait(false);
                Write(log, server.IsJson(parsed), context);
            }

            return 0;
        });
        return command;
    }

    // As JSON, an entry to a line, so that what follows can be read as it comes.
    private static void Write(Log log, bool isJson, CommandContext context)
    {
        foreach (var entry in log.Entries)
        {
            context.Output.WriteLine(isJson
                ? JsonSerializer.Serialize(entry, LogJson.Default.LogEntry)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{entry.Time.ToLocalTime():yyyy-MM-dd HH:mm:ss.fff} {entry.Level.ToUpperInvariant()[..Math.Min(4, entry.Level.Length)]} {entry.Plugin ?? "host"}: {entry.Message}"));
            if (entry.Fault is not null && !isJson)
            {
                context.Output.WriteLine("    " + entry.Fault.ReplaceLineEndings("\n    "));
            }
        }
    }
}
