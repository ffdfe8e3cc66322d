using System.CommandLine;
using Gantry.Cli.Output;

namespace Gantry.Cli.Commands;

/// <summary><c>gantry conformance [--html|--json]</c>.</summary>
internal static class ConformanceCommand
{
    public static Command Make(ServerOptions server, CommandContext context)
    {
        var html = new Option<bool>("--html") { Description = "As one HTML file." };
        var command = new Command("conformance", "Writes the DICOM conformance statement of what is running now: Markdown, unless --html or --json.") { html };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Connect(parsed);
            var format = parsed.GetValue(html) ? "html" : server.IsJson(parsed) ? "json" : "markdown";
            await context.Output.WriteAsync(await client.ConformanceAsync(format, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            return 0;
        });
        return command;
    }
}
