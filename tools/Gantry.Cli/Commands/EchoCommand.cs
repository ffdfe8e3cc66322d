using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry echo PEER</c>: C-ECHO.</summary>
internal static class EchoCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var count = new Option<int>("--count", "-n") { Description = "How often; 1 unless given.", HelpName = "COUNT", DefaultValueFactory = _ => 1 };
        var command = new Command("echo", "Asks a peer whether it is there (C-ECHO).") { count };
        var peers = new PeerOptions(server, context);
        peers.AddTo(command);
        command.SetAction((parsed, cancellationToken) => peers.UseAsync(
            parsed, (client, peer) => EchoAsync(client, peer, parsed.GetValue(count), server.IsJson(parsed), context, cancellationToken), 1, cancellationToken));
        return command;
    }

    private static async Task<int> EchoAsync(DicomClient client, Peer peer, int count, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        var exit = ClientExit.Done;
        for (var i = 0; i < count; i++)
        {
            var begin = context.Time.GetTimestamp();
            var status = await client.EchoAsync(cancellationToken).ConfigureAwait(false);
            var elapsed = Math.Round(context.Time.GetElapsedTime(begin).TotalMilliseconds, 3);
            exit = status == DimseStatus.Success ? exit : ClientExit.NotAll;
            await context.Output.WriteLineAsync(isJson
                ? JsonLine.Of(new EchoLine(peer.ToString(), status.ToString(), elapsed), ClientJson.Default.EchoLine)
                : string.Create(CultureInfo.InvariantCulture, $"{peer}: {(status == DimseStatus.Success ? "success" : $"status {status}")}, {elapsed:0.0} ms{(i == 0 ? " with the association" : "")}")).ConfigureAwait(false);
        }

        return exit;
    }
}
