using System.Globalization;
using Gantry.Contracts;

namespace Gantry.Plugins.FileStore;

/// <summary>The plugin's settings.</summary>
/// <param name="Folder">Where instances are kept; absolute, or relative to the plugin's data folder, which is the default.</param>
/// <param name="Threads">The most threads that wait for the disk at a time; 1 to 64, 16 unless set.</param>
internal sealed record FileStoreSettings(string Folder, int Threads)
{
    private const int DefaultThreads = 16;
    private const int MaximumThreads = 64;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is out of range.</exception>
    public static FileStoreSettings Of(IPluginContext context)
    {
        context.Settings.TryGetValue("Folder", out var folder);
        context.Settings.TryGetValue("Threads", out var text);
        var threads = DefaultThreads;
        if (!string.IsNullOrEmpty(text)
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out threads) || threads is < 1 or > MaximumThreads))
        {
            throw new InvalidOperationException($"Setting Threads of {context.Id} is '{text}', not a number from 1 to {MaximumThreads}.");
        }

        return new(Path.GetFullPath(folder ?? "", context.DataFolder), threads);
    }
}
