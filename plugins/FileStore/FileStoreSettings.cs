using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.FileStore;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record FileStoreSettings
{
    /// <summary>Where instances are kept.</summary>
    [Setting("Where instances are kept; absolute, or relative to the plugin's data folder, which is the default. Rules of retention know it as main.")]
    public string Folder { get; init; } = "";

    /// <summary>Further folders for new instances.</summary>
    [Setting("Further folders for new instances, absolute, each on a disk of its own and there already: each new instance goes where most is free, Folder included. NAME=FOLDER gives one a name, by which rules of retention know it.")]
    public ImmutableArray<string> Volumes { get; init; } = [];

    /// <summary>A folder for old instances; empty for none.</summary>
    [Setting("A folder on a large disk, absolute and there already, that instances are moved to when they are old; empty for none. Rules of retention know it as large unless NAME=FOLDER gives it another name.")]
    public string LargeVolume { get; init; } = "";

    /// <summary>How old an instance is when it is moved there.</summary>
    [Setting("How long after an instance came it is moved to the large volume; 00:00:00 for never.")]
    public TimeSpan MoveAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How full a disk is from which on instances are moved that are younger; 0 for never.</summary>
    [Setting("How full the disk of a folder is, in percent, from which on its instances are moved to the large volume however old they are; 0 for never."), Range(0, 99)]
    public int MoveAbovePercent { get; init; }

    /// <summary>How fast instances are moved.</summary>
    [Setting("The most that is moved in a second, in megabytes."), Range(1, 100_000)]
    public int MoveMegabytesPerSecond { get; init; } = 50;

    /// <summary>How the folders of instances are named.</summary>
    [Setting("How the folders of new instances are named: Study (by a hash of the study) or Date (by the day on which they came). Instances that are there stay where they are.")]
    public StoreLayout Layout { get; init; } = StoreLayout.Study;

    /// <summary>The most threads of the store's own that wait for the disk at a time.</summary>
    [Setting("The most threads of the store's own that wait for the disk at a time."), Range(1, 64)]
    public int Threads { get; init; } = 16;

    /// <summary>The length of the journal; 0 for none.</summary>
    [Setting("The length of the journal of small instances, in MiB; 0 for none: each file is then flushed by itself. Only Linux has one."), Range(0, 2047)]
    public int JournalMebibytes { get; init; } = 64;

    /// <summary>The full path of <see cref="Folder"/>.</summary>
    public string FullFolder(IPluginContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Path.GetFullPath(Folder, context.DataFolder);
    }
}
