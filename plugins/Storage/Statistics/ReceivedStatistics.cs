using System.Composition;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>Counts what comes by day, calling AE and modality: in memory, and every few seconds into files of the plugin's data folder.</summary>
/// <remarks>Safe for concurrent use, by two versions of the plugin, too: each adds what it has counted. A server that is killed loses the counts of the last seconds.</remarks>
[Export, Export(typeof(IReceivedStatistics)), Shared]
[method: ImportingConstructor]
public sealed class ReceivedStatistics(IPluginContext context, TimeProvider time, ILoggerFactory loggers) : IReceivedStatistics
{
    private const int LongestModality = 16;
    private const int MostCallers = 10_000; // a bound for memory, whatever peers call themselves

    private readonly string _folder = Path.Combine(context.DataFolder, "statistics");
    private readonly ILogger _logger = loggers.CreateLogger<ReceivedStatistics>();
    private readonly Lock _gate = new();
    private readonly Dictionary<AETitle, long> _today = [];
    private ReceivedMonth _new = new();
    private DateOnly? _day;

    private DateOnly Today => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReceivedCount>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        Write();
        var files = Directory.Exists(_folder) ? Directory.GetFiles(_folder, "*.tsv") : [];
        return ValueTask.FromResult<IReadOnlyList<ReceivedCount>>(
        [
            .. files.Where(file => IsWithin(file, from, to)).SelectMany(file => ReceivedMonth.Read(file).Counts)
                .Where(count => count.Day >= from && count.Day <= to).OrderBy(count => count.Day),
        ]);
    }

    /// <summary>Counts an instance that was new.</summary>
    internal void Add(AETitle caller, string? modality, long bytes)
    {
        lock (_gate)
        {
            Roll();
            _new.Add(_day!.Value, caller.Value, IsCode(modality) ? modality! : "", 1, bytes);
            if (_today.Count < MostCallers || _today.ContainsKey(caller))
            {
                _today[caller] = _today.GetValueOrDefault(caller) + bytes;
            }
        }
    }

    /// <summary>The bytes that have come from an AE today.</summary>
    internal long BytesToday(AETitle caller)
    {
        lock (_gate)
        {
            Roll();
            return _today.GetValueOrDefault(caller);
        }
    }

    /// <summary>Writes what was counted since it was written last. Where that fails it is tried again with what comes.</summary>
    internal void Write()
    {
        ReceivedMonth counted;
        lock (_gate)
        {
            (counted, _new) = (_new, new());
        }

        foreach (var month in counted.Counts.GroupBy(count => FileOf(count.Day)))
        {
            try
            {
                Directory.CreateDirectory(_folder);
                using var alone = new FileStream(month.Key + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                var file = ReceivedMonth.Read(month.Key);
                foreach (var count in month)
                {
                    file.Add(count.Day, count.CallingAETitle.Value, count.Modality, count.Instances, count.Bytes);
                }

                file.Write(month.Key);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                _logger.NotCounted(failure.Message);
                GiveBack(month);
            }
        }
    }

    private void GiveBack(IEnumerable<ReceivedCount> counts)
    {
        lock (_gate)
        {
            foreach (var count in counts)
            {
                _new.Add(count.Day, count.CallingAETitle.Value, count.Modality, count.Instances, count.Bytes);
            }
        }
    }

    // A new day begins at 0 for everybody; the day on which the plugin was loaded, with what was written before.
    private void Roll()
    {
        var today = Today;
        if (_day == today)
        {
            return;
        }

        var isFirst = _day is null;
        _day = today;
        _today.Clear();
        if (!isFirst)
        {
            return;
        }

        try
        {
            foreach (var count in ReceivedMonth.Read(FileOf(today)).Counts.Where(count => count.Day == today))
            {
                _today[count.CallingAETitle] = _today.GetValueOrDefault(count.CallingAETitle) + count.Bytes;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _logger.NotCounted(failure.Message);
        }
    }

    private string FileOf(DateOnly day) => Path.Combine(_folder, day.ToString("yyyy-MM", CultureInfo.InvariantCulture) + ".tsv");

    private static bool IsWithin(string file, DateOnly from, DateOnly to) =>
        DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(file) + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && first <= to && first.AddMonths(1) > from;

    private static bool IsCode(string? modality) =>
        modality is { Length: > 0 and <= LongestModality } && modality.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '_' or ' ');
}
