using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry db test PLUGIN [--set NAME=VALUE] [--settings FILE]</c>.</summary>
internal static class DatabaseTestCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var id = new Argument<string>("PLUGIN") { Description = "The plugin of the database: postgresql for gantry.postgresql." };
        var set = new Option<string[]>("--set") { Description = "A setting in the place of the one that the plugin has; may be given several times.", HelpName = "NAME=VALUE" };
        var file = new Option<string>("--settings") { Description = "A file with such settings, an object of JSON: for those that have passwords.", HelpName = "FILE" };
        var command = new Command("test", "Has a plugin whose database does not serve open it, and tells which it is and how far its tables are. Nothing is changed or kept.") { id, set, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(file) is { } path ? Read(path) : [];
            foreach (var text in parsed.GetValue(set) ?? [])
            {
                var (name, value) = text.Split('=', 2) is [{ Length: > 0 } before, var after] ? (before, after) : throw new CliException($"--set takes NAME=VALUE, and not '{text}'.");
                given[name] = value;
            }

            using var client = server.Connect(parsed);
            var test = await client.TestDatabaseAsync(parsed.GetRequiredValue(id), given, cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, test, AdminJson.Default.DatabaseTest))
            {
                context.Output.WriteLine($"{test.Database}: it answers, and {Tables(test)}.");
            }

            return 0;
        });
        return command;
    }

    private static string Tables(DatabaseTest test) =>
        test.Applied.Count == 0 ? "has no tables yet"
        : test.Pending.Count == 0 ? $"its tables are up to date ({test.Applied[^1]})"
        : $"its tables wait for {string.Join(", ", test.Pending)}";

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new CliException($"{path} has no object of settings.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CliException(exception is JsonException ? $"{path} is no JSON." : exception.Message, exception); // what a parser says may quote a password
        }
    }
}
