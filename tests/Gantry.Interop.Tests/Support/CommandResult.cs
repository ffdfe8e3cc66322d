namespace Gantry.Interop.Tests;

/// <summary>What a program said, both outputs in one, and how it ended.</summary>
internal sealed record CommandResult(string CommandLine, int ExitCode, string Output)
{
    public IEnumerable<string> Lines => Output.Split('\n').Select(line => line.TrimEnd('\r'));

    public CommandResult Succeeded()
    {
        Assert.True(ExitCode == 0, $"{CommandLine}\nended with {ExitCode}:\n{Output}");
        return this;
    }

    public CommandResult Failed()
    {
        Assert.True(ExitCode != 0, $"{CommandLine}\nended with 0, and should have failed:\n{Output}");
        return this;
    }
}
