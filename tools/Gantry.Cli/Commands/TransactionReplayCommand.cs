using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry log replay [CONDITIONS] [--limit N] [--rehearse]</c>: has the server ask recorded requests again, and shows what is answered otherwise.</summary>
internal static class TransactionReplayCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var limit = new Option<int>("--limit", "-n") { Description = "How many of the last; 100 unless given, at most 5000.", DefaultValueFactory = _ => 100 };
        var rehearse = new Option<bool>("--rehearse")
        {
            Description = "C-STORE, C-MOVE, N-ACTION and N-CREATE too: the plugins perform them with services that note what is to be stored, entered, queued or sent, and do none of it.",
        };
        var conditions = new TransactionOptions();
        var command = new Command(
            "replay", "Asks the last requests of the transaction log that satisfy every condition again - C-ECHO, C-FIND and C-GET; what changes anything with --rehearse alone, and then nothing of it is done - and compares the answers with what was recorded, and with versions on trial. 1 where something is other.") { limit, rehearse };
        conditions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed, Patience);
            (string, string)[] query = [.. conditions.Read(parsed), ("limit", parsed.GetValue(limit).ToString(CultureInfo.InvariantCulture)), ("rehearse", parsed.GetValue(rehearse) ? "true" : "false")];
            var report = await client.ReplayAsync(query, cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, report, ReplayJson.Default.ReplayReport))
            {
                Write(report, context);
            }

            return report.Different + report.DifferentOnTrial > 0 ? 1 : 0;
        });
        return command;
    }

    private static void Write(ReplayReport report, CommandContext context)
    {
        if (report.Requests.Count > 0)
        {
            var table = new TextTable("Number", "Command", "AE", "Compared with", "What", "Expected", "Is");
            foreach (var request in report.Requests)
            {
                Add(table, request, "the record", request.SinceRecorded);
                Add(table, request, "what serves", request.OnTrial);
            }

            table.Write(context);
            context.Output.WriteLine();
        }

        foreach (var trial in report.Trials)
        {
            context.Output.WriteLine(SafeText.Of($"On trial: {trial}"));
        }

        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Replayed} requests asked again{(report.Rehearsed > 0 ? $", {report.Rehearsed} of them rehearsed: nothing was stored, entered, queued or sent" : "")}, {report.Different} answered otherwise than recorded{(report.TrialMilliseconds is null ? "" : $", {report.DifferentOnTrial} otherwise on trial")}."));
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.RecordedMilliseconds:0.0} ms when they were recorded, {report.Milliseconds:0.0} ms now{(report.TrialMilliseconds is { } trialled ? $", {trialled:0.0} ms on trial" : "")}."));
        foreach (var (reason, count) in report.LeftOut)
        {
            context.Output.WriteLine(SafeText.Of(string.Create(CultureInfo.InvariantCulture, $"{count} left out. {reason}")));
        }
    }

    private static void Add(TextTable table, ReplayedRequest request, string compared, IEnumerable<ReplayDifference> differences)
    {
        foreach (var difference in differences)
        {
            table.Add(
                request.Number.ToString(CultureInfo.InvariantCulture), SafeText.Of(request.Command), SafeText.Of(request.RemoteAETitle), compared, SafeText.Of(difference.Field),
                SafeText.Of(difference.Expected), SafeText.Of(difference.Actual));
        }
    }
}
