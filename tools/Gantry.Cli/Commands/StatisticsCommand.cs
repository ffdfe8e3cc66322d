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
        var command = new Command("statistics", "Shows how much the catalog holds, in all and by modality.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed, Patience);
            var statistics = await client.StatisticsAsync(cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, statistics, AdminJson.Default.CatalogStatistics))
            {
                Write(statistics, context);
            }

            return 0;
        });
        return command;
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
