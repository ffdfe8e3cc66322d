namespace Gantry.Benchmarks.Parse;

/// <summary>A program that reads files, as a contender.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Path">Its path; null where it is not installed.</param>
/// <param name="Package">Where it comes from.</param>
/// <param name="Arguments">Its arguments for so many files of a list.</param>
/// <param name="Share">It reads one in so many of the readings: a slow one would take the time of all.</param>
/// <param name="TellsFigures">True where it writes the seconds from the first file to the last, and the bytes it allocated if it knows them.</param>
/// <param name="IsOurs">True for Gantry.</param>
internal sealed record Reader(string Name, string? Path, string Package, Func<FileList, int, IEnumerable<string>> Arguments, int Share = 1, bool TellsFigures = false, bool IsOurs = false)
{
    public bool IsThere => Path is not null;

    public string Program => Path!;
}
