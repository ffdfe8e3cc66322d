using Gantry.Host.Plugins.Folders;

namespace Gantry.Host.Plugins.Registry;

// From a folder elsewhere into the plugin folder, and into service, in one step that nothing can come between.
internal sealed partial class PluginRegistry : IDisposable
{
    private readonly SemaphoreSlim _installing = new(1, 1);

    /// <summary>Copies a folder into the plugin folder, in place of what the plugin's own folder had, and loads it as <see cref="LoadAsync"/> does.</summary>
    /// <param name="source">The folder, outside of the plugin folder.</param>
    /// <param name="options">How it takes the place of what serves.</param>
    /// <param name="cancellationToken">Ends the attempt before the switch.</param>
    /// <exception cref="PluginRefusedException">It was refused; the plugin folder is as it was, and what served before goes on.</exception>
    public async Task<PluginSlot> InstallAsync(string source, SwapOptions options, CancellationToken cancellationToken)
    {
        await _installing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var folder = PluginFolder.Read(source, settings.FolderPolicy);
            var known = _slots.GetValueOrDefault(folder.Manifest.Id);
            var target = Place(source, folder, known);
            CheckTrial(folder.Manifest.Id, known, options);
            return await ExchangeAsync(folder, known, target, options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _installing.Release();
        }
    }

    public void Dispose() => _installing.Dispose();

    private async Task<PluginSlot> ExchangeAsync(PluginFolder folder, PluginSlot? known, string target, SwapOptions options, CancellationToken cancellationToken)
    {
        var tried = known?.TriedHash;
        try
        {
            using var exchange = DropInExchange.Make(folder, target);
            var slot = await LoadAsync(target, again: true, options, cancellationToken).ConfigureAwait(false);
            exchange.Keep();
            return slot;
        }
        catch
        {
            // What is in the folder again was looked at before; a folder that was the first of its id is there no more.
            if (known is not null)
            {
                known.TriedHash = tried;
            }

            if (!Directory.Exists(target))
            {
                FolderGone(target);
            }

            throw;
        }
    }

    private string Place(string source, PluginFolder folder, PluginSlot? known)
    {
        if (Path.GetFullPath(source).StartsWith(Path.GetFullPath(settings.PluginFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new PluginRefusedException($"It is in the plugin folder already; gantry plugins reload {folder.Manifest.Id} takes it.");
        }

        if (known is { IsFolderGone: false, Folder.Length: > 0 })
        {
            return known.Folder;
        }

        var place = Path.Combine(settings.PluginFolder, folder.Manifest.Id);
        return Path.Exists(place) ? throw new PluginRefusedException($"The folder {folder.Manifest.Id} of the plugin folder has something else in it.") : place;
    }
}
