using System.ComponentModel.DataAnnotations;
using Gantry.Contracts;

namespace Gantry.Plugins.FileStore;

/// <summary>The plugin's settings.</summary>
[PluginSettings]
public sealed record FileStoreSettings
{
    /// <summary>Where instances are kept.</summary>
    [Setting("Where instances are kept; absolute, or relative to the plugin's data folder, which is the default.")]
    public string Folder { get; init; } = "";

    /// <summary>The most threads that wait for the disk at a time.</summary>
    [Setting("The most threads that wait for the disk at a time."), Range(1, 64)]
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
