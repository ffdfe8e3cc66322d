using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry study delete</c>: deletes a study, a series of it, or an instance of that, with a reason.</summary>
internal static class StudyCommand
{
    public static Command Make(ServerOptions server, CommandContext context) => new("study", "Deletes what is not to be here at all, as what was sent by mistake.") { MakeDelete(server, context) };

    private static Command MakeDelete(ServerOptions server, CommandContext context)
    {
        var study = new Option<string>("--study") { Description = "The Study Instance UID.", Required = true };
        var series = new Option<string>("--series") { Description = "The Series Instance UID, to delete that series alone." };
        var instance = new Option<string>("--instance") { Description = "The SOP Instance UID, to delete that instance of the series alone." };
        var reason = new Option<string>("--reason") { Description = "Why, in a sentence without patient data: the transaction log and the audit trail have it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Deletes nothing, and says what would be deleted." };
        var command = new Command("delete", "Deletes a study, a series or an instance for good.") { study, series, instance, reason, dryRun };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetResult(instance) is not null && parsed.GetResult(series) is null)
            {
                parsed.AddError("--instance needs the --series that it is in.");
            }

            if (!parsed.GetValue(dryRun) && string.IsNullOrWhiteSpace(parsed.GetValue(reason)))
            {
                parsed.AddError("A --reason is needed.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed, TimeSpan.FromHours(1)); // a study of many thousand instances
            var (path, isDryRun) = (PathOf(parsed.GetRequiredValue(study), parsed.GetValue(series), parsed.GetValue(instance)), parsed.GetValue(dryRun));
            var deletion = isDryRun
                ? await client.DeletionAsync(path, cancellationToken).ConfigureAwait(false)
                : await client.DeleteAsync(path, parsed.GetValue(reason)!, cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, deletion, AdminJson.Default.Deletion))
            {
                Write(deletion, isDryRun, context);
            }

            return isDryRun && deletion.Obstacles.Count > 0 ? 1 : 0;
        });
        return command;
    }

    private static string PathOf(string study, string? series, string? instance)
    {
        var path = Uri.EscapeDataString(study);
        path += series is null ? "" : $"/series/{Uri.EscapeDataString(series)}";
        return path + (instance is null ? "" : $"/instances/{Uri.EscapeDataString(instance)}");
    }

    private static void Write(Deletion deletion, bool isDryRun, CommandContext context)
    {
        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{deletion.Instances} instances in {deletion.Series} series, {Sizes.Text(deletion.Bytes)}, {(isDryRun ? "would be deleted" : "deleted")}: {(deletion.IsWholeStudy ? "the whole study" : "a part of the study")}."));
        foreach (var obstacle in deletion.Obstacles)
        {
            context.Output.WriteLine($"Not now: {SafeText.Of(obstacle)}");
        }
    }
}
