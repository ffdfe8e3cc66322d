using System.Globalization;

namespace Gantry.Plugins.PrimeraDriver;

/// <summary>A status file: sections of keys and values, the case of neither of which matters. What is none of that is passed over.</summary>
internal sealed class StatusText
{
    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.OrdinalIgnoreCase);

    private StatusText()
    {
    }

    /// <summary>Reads a text; of a key that is there twice the last value counts.</summary>
    public static StatusText Parse(string text)
    {
        var status = new StatusText();
        Dictionary<string, string>? section = null;
        foreach (var row in text.AsSpan().EnumerateLines())
        {
            var line = row.Trim();
            if (line is ['[', .. var name, ']'])
            {
                var key = name.Trim().ToString();
                if (!status._sections.TryGetValue(key, out section))
                {
                    status._sections[key] = section = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                }
            }
            else if (line.IndexOf('=') is var split and > 0 && section is not null)
            {
                section[line[..split].TrimEnd().ToString()] = line[(split + 1)..].TrimStart().ToString();
            }
        }

        return status;
    }

    /// <summary>True where there is a section.</summary>
    public bool Has(string section) => _sections.ContainsKey(section);

    /// <summary>A value; empty where there is none.</summary>
    public string Get(string section, string key) => _sections.TryGetValue(section, out var keys) && keys.TryGetValue(key, out var value) ? value : "";

    /// <summary>A value that is a whole number; null where there is none.</summary>
    public int? GetNumber(string section, string key) => int.TryParse(Get(section, key), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The values of a key that is numbered from 0, up to the first number that is missing.</summary>
    public List<string> List(string section, string key)
    {
        var values = new List<string>();
        while (Get(section, string.Create(CultureInfo.InvariantCulture, $"{key}{values.Count}")) is { Length: > 0 } value)
        {
            values.Add(value);
        }

        return values;
    }
}
