namespace Gantry.Benchmarks;

/// <summary>Something that <c>tools/bench NAME</c> measures. A public or internal class with a constructor without parameters is found by itself.</summary>
internal interface IBenchmark
{
    /// <summary>The name that it is run by, in lower case.</summary>
    string Name { get; }

    /// <summary>One line for the list: what is compared with what.</summary>
    string Description { get; }

    /// <summary>Measures, and writes what was found.</summary>
    /// <param name="arguments">What follows the name on the command line.</param>
    /// <param name="output">Where the figures go.</param>
    /// <param name="cancellationToken">Ctrl-C. What was started is to be ended then, too.</param>
    /// <exception cref="BenchmarkException">It cannot be measured here, or an argument is wrong: one line for the standard error.</exception>
    Task RunAsync(Arguments arguments, TextWriter output, CancellationToken cancellationToken);
}
