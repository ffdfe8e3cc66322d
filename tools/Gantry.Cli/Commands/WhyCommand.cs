using System.CommandLine;
using Gantry.Cli.Administration;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry plugins why ID</c>: what keeps versions that were replaced in memory.</summary>
internal static class WhyCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var id = new Argument<string>("ID") { Description = "The plugin's id, or the last part of it: find for gantry.find." };
        var command = new Command("why", "Says what keeps replaced versions of a plugin in memory. The server stands still for a second or two while it looks.") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var held = await client.WhyAsync(parsed.GetRequiredValue(id), cancellationToken).ConfigureAwait(false);
            if (!server.TryWriteJson(parsed, held, AdminJson.Default.HeldGenerations))
            {
                Write(held, context);
            }

            return held.Generations.Count == 0 ? 0 : GantryCommandLine.NotGone;
        });
        return command;
    }

    private static void Write(HeldGenerations held, CommandContext context)
    {
        if (held.Generations.Count == 0)
        {
            context.Output.WriteLine($"Nothing of {held.Id} is in memory but what serves.");
        }

        foreach (var generation in held.Generations)
        {
            context.Output.WriteLine(generation.Problem is null ? $"{generation.Name} is held by" : $"{generation.Name}: {generation.Problem}");
            for (var i = 0; i < generation.Path.Count; i++)
            {
                context.Output.WriteLine($"  {new string(' ', Math.Min(i, 20))}{generation.Path[i]}");
            }

            if (generation.Path.Count > 0)
            {
                context.Output.WriteLine($"  ({generation.Objects} objects looked at in {generation.Milliseconds} ms)");
            }
        }
    }
}
