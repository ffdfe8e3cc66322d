using System.Globalization;

namespace Gantry.Benchmarks.Swaps;

/// <summary>What the server's memory was after so many reloads, when all that was replaced had gone.</summary>
internal sealed class MemorySeries
{
    private readonly List<Sample> _samples = [];

    public void Add(int reloads, long residentBytes, long ownBytes, HeapSize heap) => _samples.Add(new Sample(reloads, residentBytes, ownBytes, heap));

    /// <summary>Writes every fifth sample, and the slopes of all after the warm-up.</summary>
    public void Write(TextWriter output, int warmUp)
    {
        var table = new Table(["after reloads", "in RAM (MB)", "without mapped files (MB)", "of which the collector has (MB)", "live heap (MB)"]);
        foreach (var sample in _samples.Where((_, index) => index % 5 == 0 || index == _samples.Count - 1))
        {
            table.Add(
                sample.Reloads.ToString(CultureInfo.InvariantCulture), Table.Number(sample.Resident / (1 << 20)), Table.Number(sample.Own / (1 << 20)),
                Table.Number(sample.Heap.Committed / (1 << 20)), Table.Number(sample.Heap.Live / (1 << 20)));
        }

        table.Write(output);
        var counted = _samples.Where(sample => sample.Reloads > warmUp).ToList();
        if (counted.Count > 2)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"slope after {warmUp} reloads, by least squares: {Slope(counted, sample => sample.Resident) / 1024:0.0} KB in RAM, {Slope(counted, sample => sample.Own) / 1024:0.0} KB without mapped files, {Slope(counted, sample => sample.Heap.Committed) / 1024:0.0} KB of the collector's and {Slope(counted, sample => sample.Heap.Live) / 1024:0.0} KB of live heap for each reload"));
        }
    }

    private static double Slope(IReadOnlyList<Sample> samples, Func<Sample, double> value)
    {
        var (x, y) = (samples.Average(sample => sample.Reloads), samples.Average(value));
        return samples.Sum(sample => (sample.Reloads - x) * (value(sample) - y)) / samples.Sum(sample => (sample.Reloads - x) * (sample.Reloads - x));
    }

    private sealed record Sample(int Reloads, double Resident, double Own, HeapSize Heap);
}

/// <summary>The managed heap after the last collection, in bytes.</summary>
/// <param name="Live">What is alive: its size without the gaps.</param>
/// <param name="Committed">What the collector has of the system.</param>
internal readonly record struct HeapSize(double Live, double Committed);
