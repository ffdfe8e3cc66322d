using System.Text;

namespace Gantry.Tools.PTBurnSimulator;

/// <summary>The lines of a job or message: a key and its value each. Keys that nobody knows are let be.</summary>
public sealed class KeyLines
{
    private readonly List<(string Key, string Value)> _lines = [];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isUnicode">True where it must be in UTF-16 with a byte order mark.</param>
    /// <returns>Null where it is in other characters.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static KeyLines? Read(string path, bool isUnicode)
    {
        var bytes = File.ReadAllBytes(path);
        var hasMark = bytes is [0xFF, 0xFE, ..];
        if (hasMark != isUnicode)
        {
            return null;
        }

        var read = new KeyLines();
        var text = hasMark ? Encoding.Unicode.GetString(bytes.AsSpan(2)) : CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        foreach (var line in text.Split('\n'))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is var split and > 0)
            {
                read._lines.Add((line[..split].Trim(), line[(split + 1)..].Trim()));
            }
        }

        return read;
    }

    /// <summary>The values of a key, in their order.</summary>
    public IReadOnlyList<string> All(string key) => [.. _lines.Where(line => line.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Select(line => line.Value)];

    /// <summary>The last value of a key; empty for none.</summary>
    public string Get(string key) => _lines.FindLast(line => line.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value ?? "";

    /// <summary>True where the value of a key is YES.</summary>
    public bool Is(string key) => Get(key).Equals("YES", StringComparison.OrdinalIgnoreCase);
}
