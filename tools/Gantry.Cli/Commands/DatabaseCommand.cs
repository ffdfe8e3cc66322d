using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry db show|migrate|check|test|move</c>: the database of the catalog.</summary>
internal static class DatabaseCommand
{
    public static Command Make(ServerOptions server, CommandContext context) => new("db", "Looks after the database of the catalog.")
    {
        MakeSchema(server, context, "show", "Shows which database it is, and how far its tables are.", (client, token) => client.CatalogSchemaAsync(token)),
        MakeSchema(server, context, "migrate", "Brings the tables up to date with the version that runs. What is in them stays.", (client, token) => client.MigrateCatalogAsync(token)),
        MakeCheck(server, context),
        DatabaseTestCommand.Make(server, context),
        DatabaseMoveCommand.Make(server, context),
    };

    private static Command MakeSchema(ServerOptions server, CommandContext context, string name, string description, Func<AdminClient, CancellationToken, Task<CatalogSchema>> ask)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed, Timeout.InfiniteTimeSpan);
            var schema = await ask(client, cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, schema, AdminJson.Default.CatalogSchema))
            {
                context.Output.WriteLine($"Database  {schema.Database}");
                context.Output.WriteLine($"Tables    {(schema.Applied.Count == 0 ? "none yet" : string.Join(", ", schema.Applied))}");
                context.Output.WriteLine($"Pending   {(schema.Pending.Count == 0 ? "nothing, the tables are up to date" : string.Join(", ", schema.Pending))}");
            }

            return 0;
        });
        return command;
    }

    private static Command MakeCheck(ServerOptions server, CommandContext context)
    {
        var command = new Command("check", "Has the database look whether it is sound, while it serves; 1 where it is not. It may take minutes.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed, Timeout.InfiniteTimeSpan);
            var check = await client.CheckCatalogAsync(cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, check, AdminJson.Default.CatalogCheck))
            {
                foreach (var line in check.Faults.DefaultIfEmpty("The database is sound."))
                {
                    context.Output.WriteLine(line);
                }
            }

            return check.Faults.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
