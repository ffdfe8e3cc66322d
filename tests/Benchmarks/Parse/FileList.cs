namespace Gantry.Benchmarks.Parse;

/// <summary>Files to read, each several times, in a text file with a path a line.</summary>
/// <param name="Path">Where the text file is.</param>
/// <param name="Files">The paths in it, in order.</param>
/// <param name="Distinct">How many different ones there are.</param>
/// <param name="MeanBytes">Their mean length.</param>
internal sealed record FileList(string Path, string[] Files, int Distinct, long MeanBytes)
{
    public int Count => Files.Length;

    public static FileList Write(TemporaryFolder folder, string name, IReadOnlyList<string> files, int repeat)
    {
        string[] all = [.. Enumerable.Repeat(files, repeat).SelectMany(paths => paths)];
        var path = folder.File(name + ".list");
        File.WriteAllLines(path, all);
        return new FileList(path, all, files.Count, (long)files.Average(file => new FileInfo(file).Length));
    }

    /// <summary>The first files of the list, for who takes it from a text file.</summary>
    public string First(int count)
    {
        var path = $"{Path}.{count}";
        if (!File.Exists(path))
        {
            File.WriteAllLines(path, Files.Take(count));
        }

        return path;
    }
}
