using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry ae allow</c> and <c>gantry ae refused</c>.</summary>
internal static class AccessCommands
{
    public static Command MakeAllow(ServerOptions server, CommandContext context)
    {
        var title = NodesCommand.TitleArgument();
        var addresses = NodeOptions.AddressOption("From where, too: an address, a network as 10.1.0.0/16, a host name, or any; where it was refused from unless given.");
        var operations = NodeOptions.OperationsOption("What, too; of an AE that was not known, all but delete unless given.");
        var alias = NodeOptions.AliasOption();
        var command = new Command("allow", "Lets an AE call that was refused.") { title, addresses, operations, alias };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new AllowRequest(
                NodeOptions.Split(parsed.GetValue(addresses)), NodeOptions.Split(parsed.GetValue(operations)), parsed.GetValue(alias));
            using var client = server.Connect(parsed);
            await client.AllowAsync(parsed.GetRequiredValue(title), request, cancellationToken).ConfigureAwait(false);
            return await NodesCommand.ListAsync(parsed, client, server, context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    public static Command MakeRefused(ServerOptions server, CommandContext context)
    {
        var command = new Command("refused", "Lists who was refused, and why; the last first.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var list = await client.RefusalsAsync(cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, list, AccessJson.Default.RefusalList))
            {
                var table = new TextTable("AE title", "Address", "Times", "Last", "Why");
                foreach (var refusal in list.Refusals)
                {
                    table.Add(
                        refusal.CallingAETitle ?? "-",
                        refusal.Address ?? "-",
                        refusal.Count.ToString(CultureInfo.InvariantCulture),
                        refusal.Last.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                        refusal.Detail);
                }

                table.Write(context);
            }

            return 0;
        });
        return command;
    }
}
