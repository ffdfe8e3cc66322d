using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry ae list|add|remove|allow|refused</c>: the remote AEs that the server knows, and those that it has refused.</summary>
internal static class NodesCommand
{
    public static Command Make(ServerOptions server, CommandContext context) => new("ae", "Lists and changes the remote AEs that the server knows.")
    {
        MakeList(server, context),
        MakeAdd(server, context),
        MakeRemove(server, context),
        AccessCommands.MakeAllow(server, context),
        AccessCommands.MakeRefused(server, context),
    };

    public static Argument<string> TitleArgument() => new("AET") { Description = "Its AE title." };

    public static async Task<int> ListAsync(
        ParseResult parsed, AdminClient client, ServerOptions server, CommandContext context, CancellationToken cancellationToken)
    {
        var list = await client.NodesAsync(cancellationToken).ConfigureAwait(false);
        if (!server.TryWriteJson(parsed, list, AccessJson.Default.NodeList))
        {
            var table = new TextTable("AE title", "Host", "Port", "TLS", "Calls from", "May", "Alias");
            foreach (var node in list.Nodes)
            {
                table.Add(
                    node.AeTitle,
                    node.Host ?? "-",
                    node.Port?.ToString(CultureInfo.InvariantCulture) ?? "-",
                    node.Tls is null ? "-" : "TLS",
                    CallsFrom(node),
                    node.Operations is { } operations ? string.Join(',', operations) : "all but delete",
                    node.Alias ?? "");
            }

            table.Write(context);
        }

        return 0;
    }

    private static Command MakeList(ServerOptions server, CommandContext context)
    {
        var command = new Command("list", "Lists them.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            return await ListAsync(parsed, client, server, context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command MakeAdd(ServerOptions server, CommandContext context)
    {
        var title = TitleArgument();
        var address = new Argument<string>("HOST:PORT") { Description = "Where it listens." };
        var options = new NodeOptions();
        var command = new Command("add", "Adds a remote AE, or changes what is said of it.") { title, address };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (host, port) = ParseAddress(parsed.GetRequiredValue(address));
            using var client = server.Connect(parsed);
            await client.SetNodeAsync(parsed.GetRequiredValue(title), options.Read(parsed) with { Host = host, Port = port }, cancellationToken).ConfigureAwait(false);
            return await ListAsync(parsed, client, server, context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static Command MakeRemove(ServerOptions server, CommandContext context)
    {
        var title = TitleArgument();
        var command = new Command("remove", "Removes a remote AE.") { title };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            await client.RemoveNodeAsync(parsed.GetRequiredValue(title), cancellationToken).ConfigureAwait(false);
            return await ListAsync(parsed, client, server, context, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static string CallsFrom(Node node)
    {
        var addresses = node.Addresses is { Count: > 0 } some ? string.Join(',', some) : "its host";
        return node.Certificates is { Count: > 0 } ? addresses + ", by certificate" : addresses;
    }

    // The last colon parts host and port; an IPv6 address stands in brackets.
    private static (string Host, int Port) ParseAddress(string text)
    {
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            host = "";
        }

        return host.Length > 0 && ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? (host, port)
            : throw new CliException($"'{text}' is not HOST:PORT, as 127.0.0.1:11113 or [::1]:11113.");
    }
}
