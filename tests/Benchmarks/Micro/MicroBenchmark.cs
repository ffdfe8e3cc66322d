using BenchmarkDotNet.Running;

namespace Gantry.Benchmarks.Micro;

/// <summary>The BenchmarkDotNet classes of this assembly.</summary>
internal sealed class MicroBenchmark : IBenchmark
{
    public string Name => "micro";

    public string Description => "small pieces by BenchmarkDotNet, time and allocation; arguments are BenchmarkDotNet's: --filter '*Read*', --list flat";

    public Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        string[] rest = arguments.Rest();
        BenchmarkSwitcher.FromAssembly(typeof(MicroBenchmark).Assembly).Run(rest is [] ? ["--filter", "*"] : rest);
        return Task.CompletedTask;
    }
}
