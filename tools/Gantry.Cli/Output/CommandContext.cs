namespace Gantry.Cli.Output;

/// <summary>What a command sees of its surroundings.</summary>
internal sealed record CommandContext(TextWriter Output, TextWriter Error, bool IsTerminal, Func<string, string?> Environment, TimeProvider Time)
{
    public static CommandContext OfThisProcess() =>
        new(Console.Out, Console.Error, !Console.IsOutputRedirected, System.Environment.GetEnvironmentVariable, TimeProvider.System);
}
