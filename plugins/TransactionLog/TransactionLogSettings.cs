using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.TransactionLog;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record TransactionLogSettings
{
    /// <summary>True where C-ECHO is recorded, too.</summary>
    [Setting("Records C-ECHO, too: many peers ask every few seconds.", AppliesLive = true)]
    public bool IncludesEcho { get; init; } = true;

    /// <summary>True where what went well is recorded, too.</summary>
    [Setting("Records what went well, too; else warnings and failures alone.", AppliesLive = true)]
    public bool IncludesSuccess { get; init; } = true;

    /// <summary>True where the data sets of requests are kept.</summary>
    [Setting("Keeps the data sets of requests: identifiers, and what DIMSE-N services bring. Instances are referred to by their UIDs, not kept.", AppliesLive = true)]
    public bool KeepsDataSets { get; init; } = true;

    /// <summary>The largest data set that is kept.</summary>
    [Setting("The largest data set that is kept, in bytes.", AppliesLive = true), Range(256, 4_194_304)]
    public int MaximumDataSetBytes { get; init; } = 65_536;

    /// <summary>What the data sets that wait for the database may take together.</summary>
    [Setting("What the data sets that wait for the database may take together, in megabytes; beyond, records are kept without theirs."), Range(1, 1_024)]
    public int MaximumWaitingMegabytes { get; init; } = 32;

    /// <summary>The most records that wait to be written; what comes beyond is counted and dropped.</summary>
    [Setting("The most records that wait for the database; beyond, they are counted and dropped, and nothing else waits."), Range(100, 1_000_000)]
    public int MaximumWaiting { get; init; } = 20_000;

    /// <summary>The most records that are written in one transaction.</summary>
    [Setting("The most records that are written at once.", AppliesLive = true), Range(1, 5_000)]
    public int BatchSize { get; init; } = 500;

    /// <summary>How long a record waits for others.</summary>
    [Setting("How long a record waits for others to be written with.", AppliesLive = true), Range(typeof(TimeSpan), "00:00:00.0500000", "00:01:00")]
    public TimeSpan BatchInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long records are kept.</summary>
    [Setting("How long records are kept.", AppliesLive = true), Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(90);
}
