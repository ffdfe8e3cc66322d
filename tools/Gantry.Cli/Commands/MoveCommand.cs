using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry move PEER --to AET</c>: C-MOVE.</summary>
internal sealed class MoveCommand
{
    private readonly KeyOptions _keys = new();
    private readonly Option<QueryRetrieveLevel?> _level = LevelOption.Make("patient, study, series or image; that of the entity that is named unless given.");
    private readonly Option<string> _to = new("--to") { Description = "The AE title that the peer is to send to; it must know it.", HelpName = "AET", Required = true };

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var own = new MoveCommand();
        var command = new Command("move", "Has a peer send to another AE (C-MOVE). Ctrl-C cancels it there. Exit code 1: some failed, or there was nothing.");
        var peers = new PeerOptions(server, context);
        peers.AddTo(command);
        command.Options.Add(own._to);
        own._keys.AddTo(command);
        command.Options.Add(own._level);
        command.SetAction((parsed, cancellationToken) => peers.UseAsync(
            parsed, (client, peer) => own.MoveAsync(client, peer, parsed, server.IsJson(parsed), context, cancellationToken), 1, cancellationToken));
        return command;
    }

    private async Task<int> MoveAsync(DicomClient client, Peer peer, ParseResult parsed, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        var identifier = RetrieveIdentifier.Of(parsed.GetValue(_level), _keys.Read(parsed, context.Time));
        var text = parsed.GetRequiredValue(_to);
        var destination = AETitle.TryParse(text, out var title) ? title : throw new CliException($"'{text}' is not an AE title.");
        var result = await ProgressBar.RunAsync(
            context, !isJson, $"Moving to {destination}", null,
            advance => client.MoveAsync(destination, identifier, new RetrieveReport(context, isJson, advance), cancellationToken)).ConfigureAwait(false);
        return RetrieveReport.Finish(result, peer, $"moved from {peer} to {destination}", isJson, context);
    }
}
