using System.Globalization;

namespace Gantry.Benchmarks;

/// <summary>A benchmark's own arguments: <c>--name value</c> and <c>--flag</c>, each asked for once; then <see cref="End"/>.</summary>
internal sealed class Arguments(IEnumerable<string> arguments)
{
    private readonly List<string> _left = [.. arguments];

    /// <summary>All that nobody asked for yet, for a benchmark that hands them on. Nothing is left then.</summary>
    public string[] Rest()
    {
        string[] rest = [.. _left];
        _left.Clear();
        return rest;
    }

    public bool Flag(string name) => _left.Remove("--" + name);

    public string? Text(string name)
    {
        var index = _left.IndexOf("--" + name);
        if (index < 0)
        {
            return null;
        }

        if (index + 1 == _left.Count)
        {
            throw new BenchmarkException($"--{name} needs a value.");
        }

        var value = _left[index + 1];
        _left.RemoveRange(index, 2);
        return value;
    }

    /// <summary>A whole number of at least one.</summary>
    public int Number(string name, int otherwise) => Text(name) is not { } text
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new BenchmarkException($"--{name} must be a number of at least 1, not {text}.");

    /// <summary>Refuses what nobody asked for.</summary>
    public void End()
    {
        if (_left.Count > 0)
        {
            throw new BenchmarkException($"{_left[0]} is no argument of this benchmark.");
        }
    }
}
