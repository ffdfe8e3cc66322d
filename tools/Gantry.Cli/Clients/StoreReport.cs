using System.Globalization;
using Gantry.Cli.Output;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Cli.Clients;

/// <summary>Tells what becomes of the instances: as JSON lines, or the failures alone and a sum at the end.</summary>
internal sealed class StoreReport(CommandContext context, bool isJson, StoreJournal? journal, Action<StoreOutcome>? shown) : IProgress<StoreOutcome>
{
    private const int MostKept = 1_000;

    private readonly List<string> _failures = [];
    private readonly long _started = context.Time.GetTimestamp();

    /// <summary>How many were not sent, as the journal has them.</summary>
    public int Skipped { get; set; }

    public void Report(StoreOutcome value)
    {
        journal?.Add(value);
        shown?.Invoke(value);
        if (isJson)
        {
            context.Output.WriteLine(JsonLine.Of(LineOf(value), ClientJson.Default.StoreLine));
        }
        else if (!value.IsStored)
        {
            Tell(SafeText.Of($"{value.Source}: {Describe(value)}"));
        }
    }

    /// <summary>Writes the sum.</summary>
    public void Finish(StoreSummary summary, Peer peer)
    {
        var seconds = context.Time.GetElapsedTime(_started).TotalSeconds;
        if (isJson)
        {
            var totals = new StoreTotals(summary.Stored, summary.Warnings, summary.Failed, Skipped, summary.Bytes, Math.Round(seconds, 3));
            context.Output.WriteLine(JsonLine.Of(new StoreEnd(totals), ClientJson.Default.StoreEnd));
            return;
        }

        foreach (var failure in _failures)
        {
            context.Error.WriteLine(failure);
        }

        var count = summary.Stored + summary.Warnings;
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"{count} stored at {peer}, {summary.Bytes / 1e6:0.0} MB in {seconds:0.0} s ({count / Math.Max(seconds, 0.001):0}/s)")];
        parts.AddRange(summary.Warnings > 0 ? [$"{summary.Warnings} of them with a warning"] : []);
        parts.AddRange(summary.Failed > 0 ? [$"{summary.Failed} failed"] : []);
        parts.AddRange(Skipped > 0 ? [$"{Skipped} stored before"] : []);
        context.Output.WriteLine(string.Join("; ", parts));
    }

    // On a terminal the bar has the last line until the end.
    private void Tell(string failure)
    {
        if (!context.IsTerminal)
        {
            context.Error.WriteLine(failure);
        }
        else if (_failures.Count < MostKept)
        {
            _failures.Add(failure);
        }
    }

    private static string Describe(StoreOutcome outcome) => outcome switch
    {
        { Status: { } status } => $"refused with status {status}{(outcome.Message is { } comment ? ": " + comment : "")}",
        { Message: { } message } => message,
        _ => outcome.Result.ToString(),
    };

    private static StoreLine LineOf(StoreOutcome outcome) => new(
        outcome.Source.Name, char.ToLowerInvariant(outcome.Result.ToString()[0]) + outcome.Result.ToString()[1..], TextOf(outcome.SopClassUid), TextOf(outcome.SopInstanceUid),
        TextOf(outcome.TransferSyntax.Uid), outcome.Status?.ToString(), outcome.Message, outcome.Bytes, outcome.Attempts);

    private static string? TextOf(Uid uid) => uid.IsEmpty ? null : uid.Value;
}
