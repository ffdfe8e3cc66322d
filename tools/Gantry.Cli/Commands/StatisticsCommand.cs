using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry statistics</c>.</summary>
internal static class StatisticsCommand
{
    // A catalog of millions of series is gone through.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var by = new Option<string?>("--by") { Description = "Shows what came instead: by day, by ae that sent it, or by modality." }.AcceptOnlyFromAmong("day", "ae", "modality");
        var from = new Option<string?>("--from") { Description = "With --by: the first day, as 2026-01-31; 30 days unless given." };
        var to = new Option<string?>("--to") { Description = "With --by: the last day; today unless given." };
        var command = new Command("statistics", "Shows how much the catalog holds, in all and by modality; or how much came.") { by, from, to };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed, Patience);
            if (parsed.GetValue(by) is { } name)
            {
                var received = await client.ReceivedAsync(name, parsed.GetValue(from), parsed.GetValue(to), cancellationToken).ConfigureAwait(false);
                if (!server.TryWriteJson(parsed, received, AdminJson.Default.ReceivedStatistics))
                {
                    Write(received, name, context);
                }

                return 0;
            }

            if ((parsed.GetValue(from) ?? parsed.GetValue(to)) is not null)
            {
                throw new CliException("--from and --to are for --by: what the catalog holds has no days.");
            }

            var statistics = await client.StatisticsAsync(cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, statistics, AdminJson.Default.CatalogStatistics))
            {
                Write(statistics, context);
            }

            return 0;
        });
        return command;
    }

    private static void Write(ReceivedStatistics statistics, string by, CommandContext context)
    {
        context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Received from {statistics.From:yyyy-MM-dd} to {statistics.To:yyyy-MM-dd}:"));
        context.Output.WriteLine();
        var table = new TextTable(by, "Instances", "Size");
        foreach (var received in statistics.Received)
        {
            table.Add(received.Name.Length == 0 ? "(others)" : SafeText.Of(received.Name), received.Instances.ToString(CultureInfo.InvariantCulture), Sizes.Text(received.Bytes));
        }

        table.Write(context);
    }

    private static void Write(CatalogStatistics statistics, CommandContext context)
    {
        var counts = statistics.Catalog;
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{counts.Patients} patients, {counts.Studies} studies, {counts.Series} series, {counts.Instances} instances, {Sizes.Text(counts.Bytes)}"));
        context.Output.WriteLine();
        var table = new TextTable("Modality", "Series", "Instances");
        foreach (var modality in statistics.Modalities)
        {
            var name = modality.Modality switch { null => "(others)", "" => "(none)", var some => SafeText.Of(some) };
            table.Add(name, modality.Series.ToString(CultureInfo.InvariantCulture), modality.Instances.ToString(CultureInfo.InvariantCulture));
        }

        table.Write(context);
    }
}
