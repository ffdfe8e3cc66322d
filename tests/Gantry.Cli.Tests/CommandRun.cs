using Gantry.Cli.Commands;
using Gantry.Cli.Output;

namespace Gantry.Cli.Tests;

/// <summary>One run of the command line in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static Task<CommandRun> OfAsync(params string[] arguments) => OfAsync(arguments, _ => null);

    public static async Task<CommandRun> OfAsync(string[] arguments, Func<string, string?> environment, bool isTerminal = false)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var context = new CommandContext(output, error, isTerminal, environment, TimeProvider.System);
        var exitCode = await GantryCommandLine.RunAsync(arguments, context, TestContext.Current.CancellationToken);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
