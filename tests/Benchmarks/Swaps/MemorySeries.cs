using System.Globalization;

namespace Gantry.Benchmarks.Swaps;

/// <summary>What the server's memory was after so many reloads, when all that was replaced had gone.</summary>
internal sealed class MemorySeries
{
    private readonly List<(int Reloads, double Resident, double Heap)> _samples = [];

    public void Add(int reloads, long residentBytes, double heapBytes) => _samples.Add((reloads, residentBytes, heapBytes));

    /// <summary>Writes every fifth sample, and the slopes of all after the warm-up.</summary>
    public void Write(TextWriter output, int warmUp)
    {
        var table = new Table(["after reloads", "in RAM (MB)", "live heap (MB)"]);
        foreach (var (reloads, resident, heap) in _samples.Where((_, index) => index % 5 == 0 || index == _samples.Count - 1))
        {
            table.Add(reloads.ToString(CultureInfo.InvariantCulture), Table.Number(resident / (1 << 20)), Table.Number(heap / (1 << 20)));
        }

        table.Write(output);
        var counted = _samples.Where(sample => sample.Reloads > warmUp).ToList();
        if (counted.Count > 2)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"slope after {warmUp} reloads, by least squares: {Slope(counted, sample => sample.Resident) / 1024:0.0} KB in RAM and {Slope(counted, sample => sample.Heap) / 1024:0.0} KB of live heap for each reload"));
        }
    }

    private static double Slope(IReadOnlyList<(int Reloads, double Resident, double Heap)> samples, Func<(int Reloads, double Resident, double Heap), double> value)
    {
        var (x, y) = (samples.Average(sample => sample.Reloads), samples.Average(value));
        return samples.Sum(sample => (sample.Reloads - x) * (value(sample) - y)) / samples.Sum(sample => (sample.Reloads - x) * (sample.Reloads - x));
    }
}
