using Gantry.Benchmarks;

var benchmarks = typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type.IsClass && typeof(IBenchmark).IsAssignableFrom(type))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)
    .ToList();

if (args is [])
{
    var width = benchmarks.Max(benchmark => benchmark.Name.Length);
    foreach (var benchmark in benchmarks)
    {
        Console.WriteLine($"{benchmark.Name.PadRight(width)}  {benchmark.Description}");
    }

    return 0;
}

if (benchmarks.Find(benchmark => benchmark.Name == args[0]) is not { } asked)
{
    Console.Error.WriteLine($"There is no benchmark {args[0]}; there are {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}.");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

try
{
    await asked.RunAsync(new Arguments(args[1..]), Console.Out, interrupted.Token);
    return 0;
}
catch (BenchmarkException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
