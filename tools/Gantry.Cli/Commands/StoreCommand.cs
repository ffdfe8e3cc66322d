using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry store PEER PATH...</c>: C-STORE.</summary>
internal sealed class StoreCommand
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files, folders with all below them, DICOMDIRs or ZIP archives.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<int> _associations = new("--associations", "-a")
    {
        Description = "The most associations side by side: 1 to 64; 4 unless given.",
        HelpName = "COUNT",
        DefaultValueFactory = _ => 4,
    };

    private readonly Option<string> _resume = new("--resume")
    {
        Description = "A journal of what the peer has acknowledged: made where there is none, else what stands in it is not sent again.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _asIs = new("--as-is") { Description = "Convert nothing: what the peer does not take in its own transfer syntax fails." };

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var own = new StoreCommand();
        var command = new Command("store", "Sends files to a peer (C-STORE). Exit code 1: some failed; each is told on the error output.");
        var peers = new PeerOptions(server, context);
        peers.AddTo(command);
        command.Arguments.Add(own._paths);
        command.Options.Add(own._associations);
        command.Options.Add(own._resume);
        command.Options.Add(own._asIs);
        command.SetAction((parsed, cancellationToken) =>
        {
            var associations = parsed.GetValue(own._associations) is >= 1 and <= 64 and var count ? count : throw new CliException("--associations is 1 to 64.");
            return peers.UseAsync(
                parsed, (client, peer) => own.StoreAsync(client, peer, parsed, server.IsJson(parsed), context, cancellationToken), associations, cancellationToken);
        });
        return command;
    }

    private async Task<int> StoreAsync(DicomClient client, Peer peer, ParseResult parsed, bool isJson, CommandContext context, CancellationToken cancellationToken)
    {
        var paths = parsed.GetRequiredValue(_paths);
        using var journal = parsed.GetValue(_resume) is { } file ? StoreJournal.Open(peer.ToString(), file) : null;
        double? total = context.IsTerminal && !isJson ? await StoreInput.ReadAsync(paths).CountAsync(cancellationToken).ConfigureAwait(false) : null;
        var done = 0;
        Action<StoreOutcome>? shown = null;
        var report = new StoreReport(context, isJson, journal, outcome => shown?.Invoke(outcome));
        var options = new StoreOptions { MaximumAssociations = parsed.GetValue(_associations), ConvertsNative = !parsed.GetValue(_asIs), Progress = report };
        var summary = await ProgressBar.RunAsync(context, isShown: !isJson, $"Storing at {peer}", total, advance =>
        {
            shown = _ => advance(++done, null);
            return client.StoreAsync(StoreInput.ReadAsync(paths).Where(IsWanted), options, cancellationToken);
        }).ConfigureAwait(false);
        report.Finish(summary, peer);
        return summary.IsComplete ? ClientExit.Done : ClientExit.NotAll;

        bool IsWanted(StoreSource source)
        {
            var isWanted = journal is null || !journal.Contains(source);
            report.Skipped += isWanted ? 0 : 1;
            return isWanted;
        }
    }
}
