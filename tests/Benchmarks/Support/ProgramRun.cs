namespace Gantry.Benchmarks;

/// <summary>How a program's run went, from its start to its end.</summary>
/// <param name="Output">What it wrote to its standard output, unless that was dropped.</param>
/// <param name="Errors">What it wrote to its standard error.</param>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Elapsed">By the clock.</param>
/// <param name="Processor">What it took of the processors, its children included; zero where the system does not tell.</param>
internal sealed record ProgramRun(string Output, string Errors, int ExitCode, TimeSpan Elapsed, TimeSpan Processor);
