namespace Gantry.Benchmarks;

/// <summary>Why a benchmark cannot be run, in one line.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
