namespace Gantry.Host.Maintenance.Imports;

/// <summary>How far an import has come.</summary>
/// <remarks>Written by the import, read by anybody. Safe for concurrent use.</remarks>
internal sealed class ImportProgress(ImportOptions options, ImportProblems problems, DateTimeOffset startedAt) : PassProgress(startedAt)
{
    private readonly Lock _lock = new();
    private ImportCounts _counts;

    public ImportOptions Options => options;

    /// <summary>What was not imported, and why.</summary>
    public ImportProblems Problems => problems;

    /// <summary>How many files there are; null as long as they are being counted.</summary>
    public long? Total { get; set; }

    public ImportCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _counts;
            }
        }
    }

    public void Add(in ImportCounts counts)
    {
        lock (_lock)
        {
            _counts += counts;
        }
    }
}
