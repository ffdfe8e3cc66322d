using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry log level [LEVEL] [--for NAME]</c>, <c>gantry log find|follow|show|export|import|replay</c>.</summary>
internal static class LogCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var level = new Argument<string?>("LEVEL")
        {
            Description = "Trace, Debug, Information, Warning, Error or Critical; 'default' lets NAME follow the others again. Without it, the levels are shown.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var name = new Option<string?>("--for") { Description = "The plugin or the category that it is for; all others unless given.", HelpName = "NAME" };
        var command = new Command("level", "Shows or sets what is logged, until the server ends.") { level, name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var text = parsed.GetValue(level);
            var change = new LogLevelChange(parsed.GetValue(name), text is "default" ? null : text);
            var levels = text is null
                ? await client.LogLevelsAsync(cancellationToken).ConfigureAwait(false)
                : await client.SetLogLevelAsync(change, cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, levels, LogJson.Default.LogLevels))
            {
                var table = new TextTable("For", "Level");
                foreach (var (other, its) in levels.Others.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    table.Add(other, its);
                }

                table.Add("all others", levels.Default);
                table.Write(context);
            }

            return 0;
        });
        return new Command("log", "Reads the transaction log, which has a record of every association and operation; changes what the server's own log has.")
        {
            command,
            TransactionsCommand.MakeFind(server, context),
            TransactionsCommand.MakeFollow(server, context),
            TransactionsCommand.MakeShow(server, context),
            TransactionExportCommand.Make(server, context),
            TransactionImportCommand.Make(server, context),
            TransactionReplayCommand.Make(server, context),
        };
    }
}
