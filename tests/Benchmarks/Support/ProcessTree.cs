using System.Globalization;

namespace Gantry.Benchmarks;

/// <summary>A process with its children, as the kernel tells of them: what they took of the processors, and what memory is theirs. Linux alone has it.</summary>
internal sealed class ProcessTree(int root)
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on all that .NET runs on

    /// <summary>User and system time so far in seconds, of children that have ended too.</summary>
    public double ProcessorSeconds => Ids().Sum(id => Stat(id) is { } fields ? fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond : 0);

    /// <summary>Bytes in RAM, of shared pages this tree's part.</summary>
    public long Bytes => Ids().Sum(Pss);

    /// <summary>Runs something, and looks at the memory meanwhile.</summary>
    /// <returns>The most bytes that were seen.</returns>
    public long PeakDuring(Action action)
    {
        using var ended = new ManualResetEventSlim();
        var peak = Bytes;
        var watch = new Thread(() =>
        {
            while (!ended.Wait(100))
            {
                peak = Math.Max(peak, Bytes);
            }
        });
        watch.Start();
        try
        {
            action();
        }
        finally
        {
            ended.Set();
            watch.Join();
        }

        return Math.Max(peak, Bytes);
    }

    private List<int> Ids()
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Parent: Stat(id) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : 0))
            .ToLookup(process => process.Parent, process => process.Id);
        List<int> ids = [root];
        for (var i = 0; i < ids.Count; i++)
        {
            ids.AddRange(parents[ids[i]]);
        }

        return ids;
    }

    // The fields behind the name, which may hold anything: state, parent, ... user, system and the children's two.
    private static string[]? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // it has ended
        }
    }

    private static long Pss(int id)
    {
        const string Label = "Pss:";
        try
        {
            var line = File.ReadLines($"/proc/{id}/smaps_rollup").FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line[Label.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
