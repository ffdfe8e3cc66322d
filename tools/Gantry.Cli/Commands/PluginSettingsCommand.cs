using System.CommandLine;
using System.Text.Json.Nodes;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry plugins settings ID [get NAME|set NAME VALUE...|reset NAME|schema]</c>.</summary>
internal static class PluginSettingsCommand
{
    private static readonly Argument<string> Id = new("ID") { Description = "The plugin's id, or the last part of it: find for gantry.find." };

    public static Command Make(ServerOptions server, CommandContext context)
    {
        var command = new Command("settings", "Shows the settings of a plugin: their values, who says so, and what they may be.")
        {
            Id,
            MakeGet(server, context),
            MakeSet(server, context),
            MakeReset(server, context),
            MakeSchema(server, context),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            Write(parsed, await client.SettingsAsync(parsed.GetRequiredValue(Id), cancellationToken).ConfigureAwait(false), server, context);
            return 0;
        });
        return command;
    }

    private static Command MakeGet(ServerOptions server, CommandContext context)
    {
        var name = NameArgument();
        var command = new Command("get", "Writes the value of a setting; of a list, a line for each.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var settings = await client.SettingsAsync(parsed.GetRequiredValue(Id), cancellationToken).ConfigureAwait(false);
            var setting = settings.Settings.FirstOrDefault(each => each.Name.Equals(parsed.GetRequiredValue(name), StringComparison.OrdinalIgnoreCase))
                ?? throw new CliException(
                    $"{parsed.GetRequiredValue(name)} is not a setting of {settings.Id}; there are {string.Join(", ", settings.Settings.Select(each => each.Name))}.");
            if (setting.IsSecret)
            {
                throw new CliException($"{setting.Name} is a secret, and is not shown.");
            }

            if (!server.TryWriteJson(parsed, setting, AdminJson.Default.PluginSetting))
            {
                foreach (var text in setting.Texts())
                {
                    await context.Output.WriteLineAsync(text).ConfigureAwait(false);
                }
            }

            return 0;
        });
        return command;
    }

    private static Command MakeSet(ServerOptions server, CommandContext context)
    {
        var name = NameArgument();
        var values = new Argument<string[]>("VALUE") { Description = "The value; several for a list.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("set", "Sets a setting: at once where the plugin can, else by loading it anew. What it does not serve with is not kept.") { name, values };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var texts = parsed.GetRequiredValue(values);
            JsonNode value = texts.Length == 1 ? JsonValue.Create(texts[0]) : new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
            using var client = server.Connect(parsed);
            var change = new JsonObject { [parsed.GetRequiredValue(name)] = value };
            WriteEffect(parsed, await client.SetSettingsAsync(parsed.GetRequiredValue(Id), change, cancellationToken).ConfigureAwait(false), server, context);
            return 0;
        });
        return command;
    }

    private static Command MakeReset(ServerOptions server, CommandContext context)
    {
        var name = NameArgument();
        var command = new Command("reset", "Takes back what was set: the host's configuration holds again, or else the default.") { name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var change = new JsonObject { [parsed.GetRequiredValue(name)] = null };
            WriteEffect(parsed, await client.SetSettingsAsync(parsed.GetRequiredValue(Id), change, cancellationToken).ConfigureAwait(false), server, context);
            return 0;
        });
        return command;
    }

    private static Command MakeSchema(ServerOptions server, CommandContext context)
    {
        var command = new Command("schema", "Writes the JSON schema of the settings.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            await context.Output.WriteLineAsync(await client.SettingsSchemaAsync(parsed.GetRequiredValue(Id), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return 0;
        });
        return command;
    }

    private static Argument<string> NameArgument() => new("NAME") { Description = "The setting; case is ignored." };

    private static void WriteEffect(ParseResult parsed, PluginSettingList settings, ServerOptions server, CommandContext context)
    {
        if (!server.TryWriteJson(parsed, settings, AdminJson.Default.PluginSettingList))
        {
            context.Output.WriteLine(settings.Effect);
        }
    }

    private static void Write(ParseResult parsed, PluginSettingList settings, ServerOptions server, CommandContext context)
    {
        if (server.TryWriteJson(parsed, settings, AdminJson.Default.PluginSettingList))
        {
            return;
        }

        string[] columns = ["Name", "Value", "Set by", "Range", "Change"];
        var table = new TextTable(context.IsTerminal ? columns : [.. columns, "Meaning"]);
        foreach (var setting in settings.Settings)
        {
            string[] cells =
            [
                setting.Name,
                setting.IsSecret ? "(secret)" : setting.Texts() is { Count: > 0 } texts ? string.Join(", ", texts) : "-",
                setting.Source.ToLowerInvariant(),
                setting.Range() is { Length: > 0 } range ? range : "-",
                setting.AppliesLive ? "live" : "reload",
            ];
            table.Add(context.IsTerminal ? cells : [.. cells, setting.Description]);
        }

        table.Write(context);
        foreach (var setting in settings.Settings.Where(_ => context.IsTerminal))
        {
            context.Output.WriteLine($"{setting.Name}: {setting.Description}");
        }

        foreach (var unknown in settings.Unknown)
        {
            context.Output.WriteLine($"{unknown.Name}, from the {unknown.Source.ToLowerInvariant()}, is no setting of the version that serves.");
        }
    }
}
