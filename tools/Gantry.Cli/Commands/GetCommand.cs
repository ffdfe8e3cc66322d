using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry get PEER</c>: C-GET.</summary>
internal sealed class GetCommand
{
    private readonly KeyOptions _keys = new();
    private readonly Option<QueryRetrieveLevel?> _level = LevelOption.Make("patient, study, series or image; that of the entity that is named unless given.");
    private readonly Option<string> _out = new("--out", "-o") { Description = "The folder for the files, each named by its SOP Instance UID; the current one unless given.", HelpName = "FOLDER" };

    private readonly Option<bool> _resume = new("--resume") { Description = "Leave out what is in the folder already, as the peer's answers to C-FIND and the names of the files say." };

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var own = new GetCommand();
        var command = new Command("get", "Brings instances from a peer as files (C-GET). Ctrl-C cancels it there. Exit code 1: some failed, or there was nothing.");
        var peers = new PeerOptions(server, context);
        peers.AddTo(command);
        own._keys.AddTo(command);
        command.Options.Add(own._level);
        command.Options.Add(own._out);
        command.Options.Add(own._resume);
        command.SetAction((parsed, cancellationToken) => peers.UseAsync(
            parsed, (client, peer) => own.GetAsync(client, peer, parsed, server.IsJson(parsed), context, cancellationToken), 1, cancellationToken));
        return command;
    }

    private async Task<int> GetAsync(DicomClient client, Peer peer, ParseResult parsed, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        var keys = _keys.Read(parsed, context.Time);
        List<DicomDataSet> identifiers = [RetrieveIdentifier.Of(parsed.GetValue(_level), keys)];
        var folder = parsed.GetValue(_out) ?? ".";
        var sink = MakeSink(folder, isJson ? new SavedLines(context) : null);
        var missing = parsed.GetValue(_resume) ? new MissingInstances(client, folder) : null;
        if (missing is not null)
        {
            identifiers = await missing.FindAsync(keys, cancellationToken).ConfigureAwait(false);
        }

        var result = await ProgressBar.RunAsync(context, !isJson, $"Getting from {peer}", null, async advance =>
        {
            var sum = new RetrieveSum();
            foreach (var identifier in identifiers)
            {
                var options = new GetOptions { Progress = new RetrieveReport(context, isJson, sum.After(advance)) };
                sum.Add(await client.GetAsync(identifier, sink, options, cancellationToken).ConfigureAwait(false));
            }

            return sum.Result;
        }).ConfigureAwait(false);
        return RetrieveReport.Finish(result, peer, $"brought from {peer} to {folder}", isJson, context, missing?.Present ?? 0);
    }

    private static FolderSink MakeSink(string folder, IProgress<string>? saved)
    {
        try
        {
            return new FolderSink(folder, saved);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliException($"{folder}: {exception.Message}", exception);
        }
    }

    private sealed class SavedLines(CommandContext context) : IProgress<string>
    {
        public void Report(string value) => context.Output.WriteLine(JsonLine.Of(new SavedLine(value), ClientJson.Default.SavedLine));
    }
}
