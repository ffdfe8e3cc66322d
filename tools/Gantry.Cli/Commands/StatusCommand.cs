using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry status</c>.</summary>
internal static class StatusCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var command = new Command("status", "Shows what the server is, what it holds and who is connected.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var status = await client.StatusAsync(cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, status, AdminJson.Default.ServerStatus))
            {
                Write(status, context);
            }

            return 0;
        });
        return command;
    }

    private static void Write(ServerStatus status, CommandContext context)
    {
        Line("AE title", status.AeTitle);
        Line("DICOM", status.DicomEndpoint);
        Line("HTTP", status.HttpEndpoint);
        Line("Data folder", status.DataFolder);
        Line("Version", status.Version);
        Line("Started", status.StartedAt.ToString("u", CultureInfo.InvariantCulture));
        Line("Associations", $"{status.Associations.Current} now, {status.Associations.Total} in all, {status.Associations.Rejected} rejected");
        Line("Catalog", Catalog(status));
        Line("Plugins", $"{status.PluginsServing} serving, {status.PluginsRefused} refused");

        void Line(string name, string value) => context.Output.WriteLine($"{name,-13} {value}");
    }

    private static string Catalog(ServerStatus status) => status.Catalog is { } counts
        ? $"{counts.Patients} patients, {counts.Studies} studies, {counts.Series} series, {counts.Instances} instances, {Sizes.Text(counts.Bytes)}"
        : $"not available: {status.CatalogProblem ?? "no plugin provides it"}";
}
