using System.Text;

namespace Gantry.Tools.DictionaryGenerator;

/// <summary>A CSV table (RFC 4180) whose first line names the columns.</summary>
public static class Table
{
    /// <summary>The rows of a file, each by column name.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string path)
    {
        var lines = Split(File.ReadAllText(path)).ToList();
        var names = lines[0];
        return [.. lines.Skip(1).Select(fields => fields.Count == names.Count
            ? (IReadOnlyDictionary<string, string>)names.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal)
            : throw new FormatException($"{path}: '{string.Join(',', fields)}' has {fields.Count} fields, not {names.Count}."))];
    }

    private static IEnumerable<List<string>> Split(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                if (isQuoted && i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append('"');
                    i++;
                }
                else
                {
                    isQuoted = !isQuoted;
                }
            }
            else if (c is ',' or '\n' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
                if (c == '\n')
                {
                    yield return fields;
                    fields = [];
                }
            }
            else if (c != '\r' || isQuoted)
            {
                field.Append(c);
            }
        }

        if (fields.Count > 0 || field.Length > 0)
        {
            fields.Add(field.ToString());
            yield return fields;
        }
    }
}
