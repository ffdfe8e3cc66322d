using System.Text.Json;

namespace Gantry.Host.Maintenance.Imports;

/// <summary>What an import did not store, and why: a JSON line each, in a file that outlives the server, the first ten thousand of them.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class ImportProblems(string file)
{
    /// <summary>The most that are kept.</summary>
    public const int Most = 10_000;

    private readonly Lock _lock = new();
    private readonly List<ImportProblem> _all = [];
    private readonly HashSet<ImportProblem> _known = [];

    /// <summary>Forgets those of the import before.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            Forget();
            File.Delete(file);
        }
    }

    /// <summary>Takes up those of the import that is gone on with.</summary>
    public void Load()
    {
        lock (_lock)
        {
            Forget();
            foreach (var line in File.Exists(file) ? File.ReadLines(file).Take(Most) : [])
            {
                if (TryRead(line) is { } problem && _known.Add(problem))
                {
                    _all.Add(problem);
                }
            }
        }
    }

    /// <summary>Adds one, where there is room for it and it was not told before the import was interrupted.</summary>
    public void Add(ImportProblem problem)
    {
        lock (_lock)
        {
            if (_all.Count < Most && _known.Add(problem))
            {
                _all.Add(problem);
                using var output = PrivateFiles.Open(file, FileMode.Append); // folders are named after patients more often than not
                JsonSerializer.Serialize(output, problem, ImportProblemJson.Default.ImportProblem);
                output.WriteByte((byte)'\n');
            }
        }
    }

    /// <summary>Those after the first ones.</summary>
    public IReadOnlyList<ImportProblem> After(int count, int most)
    {
        lock (_lock)
        {
            return [.. _all.Skip(count).Take(most)];
        }
    }

    private void Forget()
    {
        _all.Clear();
        _known.Clear();
    }

    private static ImportProblem? TryRead(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, ImportProblemJson.Default.ImportProblem);
        }
        catch (JsonException)
        {
            return null; // the last line, cut short when the server was killed; its file is looked at again
        }
    }
}
