using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Clients;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry retention show|run</c>: what studies are deleted by, and has it done.</summary>
internal static class RetentionCommand
{
    // Every study is looked at, and so many are deleted in a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    public static Command Make(ServerOptions server, CommandContext context) =>
        new("retention", "Deletes studies by the rules of the site, and shows them.") { MakeShow(server, context), MakeRun(server, context) };

    private static Command MakeShow(ServerOptions server, CommandContext context)
    {
        var command = new Command("show", "Shows the rules, how full the store is, and the last run.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var state = await client.RetentionAsync(cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, state, AdminJson.Default.RetentionState))
            {
                Write(state, context);
            }

            return 0;
        });
        return command;
    }

    private static Command MakeRun(ServerOptions server, CommandContext context)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Deletes nothing, and says what would be deleted." };
        var command = new Command("run", "Deletes what is due now.") { dryRun };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed, Patience);
            var run = await client.RunRetentionAsync(parsed.GetValue(dryRun), cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, run, AdminJson.Default.RetentionRun))
            {
                Write(run, context, lists: true);
            }

            return 0;
        });
        return command;
    }

    private static void Write(RetentionState state, CommandContext context)
    {
        foreach (var rule in state.Rules)
        {
            context.Output.WriteLine(SafeText.Of(rule));
        }

        if (state.Rules.Count == 0)
        {
            context.Output.WriteLine("No rules.");
        }

        context.Output.WriteLine(state.HighWaterBytes == 0
            ? $"{Sizes.Text(state.StoredBytes)} stored, without high water."
            : $"{Sizes.Text(state.StoredBytes)} stored; from {Sizes.Text(state.HighWaterBytes)} on the oldest studies go, down to {Sizes.Text(state.LowWaterBytes)}.");
        foreach (var quota in state.VolumeQuotas)
        {
            context.Output.WriteLine(SafeText.Of($"Quota of a volume, in GB: {quota}."));
        }

        foreach (var volume in state.UnknownVolumes)
        {
            context.Output.WriteLine(SafeText.Of($"The store has no volume {volume}: what names it concerns nothing."));
        }

        context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{state.WaitingInstances} instances are not found any more, and their bytes wait to be deleted."));
        context.Output.WriteLine(state.IsClockDoubted ? "The clock was set ahead by hours, so it does not run by itself until 'gantry retention run' says that the clock is right." : state.NextRunAt is { } next
            ? string.Create(CultureInfo.InvariantCulture, $"Runs next at {next.ToLocalTime():yyyy-MM-dd HH:mm}.") : "Does not run by itself: there is nothing to do.");
        if (state.LastRun is { } run)
        {
            Write(run, context, lists: false);
        }
    }

    private static void Write(RetentionRun run, CommandContext context, bool lists)
    {
        if (lists && run.Studies.Count > 0)
        {
            var table = new TextTable("Study", "Instances", "Size", "Why");
            foreach (var study in run.Studies)
            {
                table.Add(SafeText.Of(study.Study), study.Instances.ToString(CultureInfo.InvariantCulture), Sizes.Text(study.Bytes), SafeText.Of(study.Reason));
            }

            table.Write(context);
            context.Output.WriteLine();
        }

        context.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.StudiesSeen} studies seen, {run.StudiesDeleted} {(run.IsDryRun ? "would be deleted" : "deleted")}, {run.Instances} instances, {Sizes.Text(run.Bytes)}."));
        if (run.StudiesNotSafe > 0)
        {
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.StudiesNotSafe} are due, but no archive has committed to all of them."));
        }

        if (run.StudiesUnclear > 0)
        {
            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Of {run.StudiesUnclear} it cannot be told when they came; they are kept."));
        }

        if (run.IsPartial)
        {
            context.Output.WriteLine("There is more to delete.");
        }
    }
}
