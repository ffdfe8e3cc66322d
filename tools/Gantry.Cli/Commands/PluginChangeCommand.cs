using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry plugins install|load|reload|promote|rollback|unload|pause|resume|cancel</c>: one change, and the wait for what it replaced.</summary>
internal static class PluginChangeCommand
{
    public static Command MakeInstall(ServerOptions server, CommandContext context)
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder of a plugin, on the server's machine and outside of its plugin folder." };
        return Make(
            "install",
            "Copies a folder into the server's plugin folder and puts it in the place of what serves, or on trial; all is as before where it is refused.",
            folder,
            (swap, parsed, options, wait, changed, cancellationToken) =>
                swap.InstallAsync(Path.GetFullPath(parsed.GetRequiredValue(folder)), options, wait, changed, cancellationToken),
            server,
            context);
    }

    public static Command Make(string change, string description, ServerOptions server, CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The plugin's id, or the last part of it: find for gantry.find." };
        return Make(
            change,
            description,
            id,
            (swap, parsed, options, wait, changed, cancellationToken) => swap.RunAsync(parsed.GetRequiredValue(id), change, options, wait, changed, cancellationToken),
            server,
            context);
    }

    private static Command Make(string change, string description, Argument<string> what, RunChange run, ServerOptions server, CommandContext context)
    {
        var wait = new Option<TimeSpan>("--wait")
        {
            Description = "How many seconds to wait until the replaced version is gone from memory; 15 unless given.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => TimeSpan.FromSeconds(15),
            CustomParser = ParseSeconds,
        };
        var how = new ChangeOptionsArguments();
        var command = new Command(change, description) { what };
        if (change is not ("pause" or "resume")) // which replace nothing
        {
            command.Add(wait);
            how.AddTo(command, change);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var swap = new PluginSwap(client, context.Time);
            var result = await run(swap, parsed, how.Read(parsed), parsed.GetValue(wait), plugin => WriteNow(parsed, plugin), cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, result, AdminJson.Default.PluginChange) && result.Retired is not null)
            {
                PluginsCommand.WriteRetired(result.Retired, context);
            }

            return result.Retired is { IsDone: false } ? GantryCommandLine.NotGone : 0;
        });
        return command;

        // Said before the wait, for the change is done by then.
        void WriteNow(ParseResult parsed, Plugin plugin)
        {
            if (!server.IsJson(parsed))
            {
                context.Output.WriteLine(plugin.State == "Serving"
                    ? $"{plugin.Id} {plugin.Version} (generation {plugin.Generation}) serves now{OnTrial(plugin)}."
                    : $"{plugin.Id} is {plugin.State.ToLowerInvariant()}{(plugin.Refusal is null ? "." : $": {plugin.Refusal}")}");
                WriteOffer(change is "pause" or "resume" ? null : plugin.OfferChange, context); // what peers are offered stays
            }
        }
    }

    private delegate Task<PluginChange> RunChange(
        PluginSwap swap, ParseResult parsed, ChangeOptions options, TimeSpan wait, Action<Plugin> changed, CancellationToken cancellationToken);

    private static string OnTrial(Plugin plugin) => plugin.Canary is { } canary
        ? $", and {canary.Version} (generation {canary.Generation}) is on trial with {canary.Gets}"
        : "";

    internal static TimeSpan ParseSeconds(ArgumentResult result)
    {
        if (double.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 86_400)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        result.AddError("--wait takes seconds, from 0 to 86400.");
        return TimeSpan.Zero;
    }

    private static void WriteOffer(OfferChange? change, CommandContext context)
    {
        foreach (var line in change?.Came ?? [])
        {
            context.Output.WriteLine($"+ {line}");
        }

        foreach (var line in change?.Went ?? [])
        {
            context.Output.WriteLine($"- {line}");
        }
    }
}
