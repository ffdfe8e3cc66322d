using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry plugins show ID</c>: all that is known of one plugin, in lines.</summary>
internal static class PluginShowCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The plugin's id, or the last part of it: find for gantry.find." };
        var command = new Command("show", "Shows how a plugin was loaded, how its operations end, and what its earlier versions still do.") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var list = await client.PluginsAsync(cancellationToken).ConfigureAwait(false);
            var name = parsed.GetRequiredValue(id);
            var plugin = list.Plugins.FirstOrDefault(candidate => candidate.Id == name)
                ?? list.Plugins.FirstOrDefault(candidate => candidate.Id.EndsWith("." + name, StringComparison.Ordinal))
                ?? throw new CliException($"There is no plugin {name}.");
            if (!server.TryWriteJson(parsed, plugin, AdminJson.Default.Plugin))
            {
                Write(plugin, [.. list.Retired.Where(retired => retired.Id == plugin.Id)], context);
            }

            return 0;
        });
        return command;
    }

    private static void Write(Plugin plugin, IReadOnlyList<RetiredPlugin> retired, CommandContext context)
    {
        var lines = new List<(string Name, string Text)>
        {
            ("Id", plugin.Id),
            ("Version", plugin.Version is null ? "-" : $"{plugin.Version} (generation {plugin.Generation})"),
            ("State", plugin.State),
            ("Folder", plugin.Folder),
        };
        AddIf("Remark", plugin.Refusal);
        AddIf("Provides", string.Join(", ", plugin.Provides));
        AddIf("Requires", string.Join(", ", plugin.Requires));
        lines.AddRange(plugin.Serves.Select(served => ("Serves", served)));
        AddIf("Steps", LifecycleText.Of(plugin.Steps));
        if (plugin.Attempt is { } attempt)
        {
            var fate = attempt.Steps is [.., { GoesOn: true }] ? "is being made" : "was not taken";
            lines.Add(("Attempt", $"{attempt.Version} (generation {attempt.Generation}) {fate}: {LifecycleText.Of(attempt.Steps)}"));
        }

        AddIf("Running", plugin.Operations == 0 ? "" : $"{plugin.Operations} operations, the oldest since {Number(plugin.OldestOperationSeconds ?? 0)} s");
        AddIf("Hanging", plugin.AbandonedOperations == 0 ? "" : $"{plugin.AbandonedOperations} operations were given up and run on");
        lines.AddRange((plugin.Health ?? []).Select(health => ("Health", Describe(health))));
        if (plugin.Canary is { } canary)
        {
            lines.Add(("On trial", $"{canary.Version} (generation {canary.Generation}) with {canary.Gets}"));
            AddIf("", LifecycleText.Of(canary.Steps));
            lines.AddRange((canary.Health ?? []).Select(health => ("", Describe(health))));
        }

        foreach (var entry in retired.TakeLast(5))
        {
            lines.Add(("Earlier", $"{entry.Version} (generation {entry.Generation}) {Fate(entry)}"));
            AddIf("", LifecycleText.Of(entry.Steps));
        }

        foreach (var (name, text) in lines)
        {
            context.Output.WriteLine($"{name,-10}{text}");
        }

        void AddIf(string name, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                lines.Add((name, text));
            }
        }
    }

    private static string Describe(CommandHealth health) =>
        $"{health.Command}: of the last {health.Operations} {health.Failures} failed, {health.Faults} by a fault; half took no longer than {Number(health.MedianMilliseconds)} ms";

    private static string Fate(RetiredPlugin retired) => retired switch
    {
        { CollectedAt: { } at } => $"is gone from memory since {at:yyyy-MM-dd HH:mm:ss}",
        { IsDone: true } => "has stopped and is kept in memory",
        { UnloadedAt: not null } => "is unloaded and still in memory",
        _ => $"still has {retired.Operations} operations",
    };

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
