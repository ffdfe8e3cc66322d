using System.CommandLine;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry plugins list|show|settings|check|sign|install|load|reload|promote|rollback|unload|pause|resume|cancel|why</c>.</summary>
internal static class PluginsCommand
{
    public static Command Make(ServerOptions server, CommandContext context) => new("plugins", "Lists and changes the server's plugins.")
    {
        MakeList(server, context),
        PluginShowCommand.Make(server, context),
        PluginSettingsCommand.Make(server, context),
        MakeCheck(server, context),
        SignCommand.Make(context),
        WhyCommand.Make(server, context),
        PluginChangeCommand.MakeInstall(server, context),
        PluginChangeCommand.Make("load", "Loads a plugin that is not serving, by its id or the name of its folder.", server, context),
        PluginChangeCommand.Make("reload", "Loads what is in the plugin's folder now and puts it in the place of what serves.", server, context),
        PluginChangeCommand.Make("unload", "Takes a plugin out of service.", server, context),
        PluginChangeCommand.Make("pause", "Has the operations refused that would go to a plugin, until it is resumed; what runs goes on, and so does what others use of it.", server, context),
        PluginChangeCommand.Make("resume", "Gives a plugin that was paused its operations again.", server, context),
        PluginChangeCommand.Make("promote", "Gives the version on trial all operations.", server, context),
        PluginChangeCommand.Make("rollback", "Takes the version on trial away; where none is, puts the version before the current one back in service.", server, context),
        PluginChangeCommand.Make("cancel", "Cancels the operations that replaced versions still have.", server, context),
    };

    private static Command MakeList(ServerOptions server, CommandContext context)
    {
        var command = new Command("list", "Lists the plugins, what they serve, and why those that do not serve were refused.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var list = await client.PluginsAsync(cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, list, AdminJson.Default.PluginList))
            {
                Write(list, context);
            }

            return 0;
        });
        return command;
    }

    private static Command MakeCheck(ServerOptions server, CommandContext context)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder of a plugin, on the server's machine." };
        var command = new Command("check", "Says what loading a folder would do, without loading anything of it; exit code 1 where it would be refused.") { folder };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var report = await client.CheckAsync(Path.GetFullPath(parsed.GetRequiredValue(folder)), cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, report, AdminJson.Default.FolderReport))
            {
                foreach (var finding in report.Findings)
                {
                    await context.Output.WriteLineAsync($"{finding.Severity}: {finding.Text}").ConfigureAwait(false);
                }
            }

            return report.WouldLoad ? 0 : GantryCommandLine.WouldNotLoad;
        });
        return command;
    }

    private static void Write(PluginList list, CommandContext context)
    {
        // A terminal is narrow: sentences stand below the table there, and at the end of the lines elsewhere.
        string[] columns = ["Id", "Version", "Generation", "State", "Operations", "Serves"];
        var table = new TextTable(context.IsTerminal ? columns : [.. columns, "Remarks"]);
        foreach (var plugin in list.Plugins)
        {
            string[] cells =
            [
                plugin.Id,
                plugin.Version ?? "-",
                plugin.Generation?.ToString(CultureInfo.InvariantCulture) ?? "-",
                plugin.State,
                plugin.Operations.ToString(CultureInfo.InvariantCulture),
                Serves(plugin),
            ];
            table.Add(context.IsTerminal ? cells : [.. cells, plugin.Refusal ?? plugin.Description ?? ""]);
        }

        table.Write(context);
        foreach (var refused in list.Plugins.Where(plugin => plugin.Refusal is not null && context.IsTerminal))
        {
            context.Output.WriteLine($"{refused.Id}: {refused.Refusal}");
        }

        foreach (var plugin in list.Plugins.Where(plugin => plugin.Canary is not null))
        {
            context.Output.WriteLine(
                $"{plugin.Id} {plugin.Canary!.Version} (generation {plugin.Canary.Generation}) is on trial with {plugin.Canary.Gets}: {plugin.Canary.Performed} so far.");
        }

        foreach (var (plugin, signature) in list.Plugins.Where(plugin => plugin.Signature is not null).Select(plugin => (plugin, plugin.Signature!)))
        {
            context.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{plugin.Id} is signed by {signature.Signer}, valid until {signature.ValidUntil:yyyy-MM-dd}."));
        }

        foreach (var retired in list.Retired.Where(retired => !retired.IsDone))
        {
            WriteRetired(retired, context);
        }

        foreach (var kept in list.Retired.Where(retired => retired is { IsDone: true, CollectedAt: null }).CountBy(retired => retired.Id))
        {
            context.Output.WriteLine($"{kept.Key}: {kept.Value} replaced {(kept.Value == 1 ? "version is" : "versions are")} kept in memory, as Gantry:KeepInMemory says.");
        }
    }

    // The commands and services; the SOP classes of each command are in the JSON.
    private static string Serves(Plugin plugin)
    {
        var names = plugin.Serves.Select(served => served.Split(" of ", 2)[0]).Concat(plugin.Provides).Distinct();
        return string.Join(", ", names) is { Length: > 0 } all ? all : "-";
    }

    internal static void WriteRetired(RetiredPlugin retired, CommandContext context) => context.Output.WriteLine(retired switch
    {
        { CollectedAt: not null } => $"{retired.Name} is gone from memory.",
        { IsDone: true } => $"{retired.Name} has stopped and is kept in memory, as Gantry:KeepInMemory says.",
        { UnloadedAt: not null } => $"{retired.Name} is unloaded and still in memory.",
        { Operations: 1 } => $"{retired.Name} still has 1 operation to end{Since(retired)}.",
        _ => $"{retired.Name} still has {retired.Operations} operations to end{Since(retired)}.",
    });

    private static string Since(RetiredPlugin retired)
    {
        var since = retired.OldestOperationSeconds is { } seconds ? $", the oldest since {seconds.ToString("0", CultureInfo.InvariantCulture)} s" : "";
        return retired.AbandonedOperations == 0 ? since : $"{since}; {retired.AbandonedOperations} of them hang and were given up";
    }
}
