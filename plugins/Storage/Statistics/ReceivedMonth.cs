using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage;

/// <summary>The counts of a month: a text file with a line for each day, AE title and modality.</summary>
internal sealed class ReceivedMonth
{
    /// <summary>The most lines of a day; what is beyond is counted for all others together.</summary>
    public const int MostOfDay = 1_000;

    private readonly SortedDictionary<(DateOnly Day, string Caller, string Modality), (long Instances, long Bytes)> _counts = [];
    private readonly Dictionary<DateOnly, int> _lines = [];

    /// <summary>All counts.</summary>
    public IEnumerable<ReceivedCount> Counts => _counts.Select(count => new ReceivedCount(
        count.Key.Day, AETitle.TryParse(count.Key.Caller, out var caller) ? caller : default, count.Key.Modality, count.Value.Instances, count.Value.Bytes));

    /// <summary>Reads a file; one that is not there has no counts, and a line that cannot be read has none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ReceivedMonth Read(string path)
    {
        var month = new ReceivedMonth();
        foreach (var line in File.Exists(path) ? File.ReadAllLines(path) : [])
        {
            if (line.Split('\t') is [var day, var caller, var modality, var instances, var bytes]
                && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                && long.TryParse(instances, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                month.Add(date, caller, modality, count, size);
            }
        }

        return month;
    }

    /// <summary>Counts more.</summary>
    public void Add(DateOnly day, string caller, string modality, long instances, long bytes)
    {
        var (key, others) = ((day, caller, modality), (day, "", ""));
        if (key != others && !_counts.ContainsKey(key))
        {
            var lines = _lines.GetValueOrDefault(day);
            key = lines < MostOfDay ? key : others;
            _lines[day] = Math.Min(lines + 1, MostOfDay);
        }

        var known = _counts.GetValueOrDefault(key);
        _counts[key] = (known.Instances + instances, known.Bytes + bytes);
    }

    /// <summary>Writes the file; it is replaced as a whole.</summary>
    /// <exception cref="IOException">It cannot be written; the one before stays.</exception>
    public void Write(string path)
    {
        var temporary = path + ".part";
        File.WriteAllLines(temporary, _counts.Select(count => string.Create(
            CultureInfo.InvariantCulture, $"{count.Key.Day:yyyyMMdd}\t{count.Key.Caller}\t{count.Key.Modality}\t{count.Value.Instances}\t{count.Value.Bytes}")));
        File.Move(temporary, path, overwrite: true);
    }
}
