namespace Gantry.Host.Plugins.Folders;

/// <summary>
/// The host's own copies of plugin folders, named by content: what is loaded is never what somebody overwrites, and the version before is at hand for
/// a rollback.
/// </summary>
internal sealed class PrivateCopies(string root, ILogger<PrivateCopies> logger)
{
    /// <summary>The folder of the copy, made where it is not there yet.</summary>
    /// <exception cref="PluginRefusedException">The folder changed while it was copied, or cannot be copied.</exception>
    public string Make(PluginFolder folder)
    {
        var target = Path.Combine(root, folder.Manifest.Id, folder.ContentHash);
        if (IsWhole(target, folder.ContentHash))
        {
            return target;
        }

        var stage = Path.Combine(root, folder.Manifest.Id, $".{folder.ContentHash}.{Guid.NewGuid():N}");
        try
        {
            folder.CopyTo(stage);
            Remove(target);
            Directory.Move(stage, target);
            return target;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PluginRefusedException($"The folder cannot be copied: {exception.Message}");
        }
        finally
        {
            Remove(stage);
        }
    }

    /// <summary>The newest copy of a plugin but the one named; null where there is none. It is what a host that was restarted rolls back to.</summary>
    public string? Latest(string id, string but)
    {
        var folder = new DirectoryInfo(Path.Combine(root, id));
        return !folder.Exists
            ? null
            : folder.EnumerateDirectories().Where(copy => copy.Name != but && !copy.Name.StartsWith('.')).MaxBy(copy => copy.LastWriteTimeUtc)?.FullName;
    }

    /// <summary>Removes the copies of a plugin that are not among those to keep.</summary>
    public void Prune(string id, IReadOnlyCollection<string> keep)
    {
        var folder = Path.Combine(root, id);
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var copy in Directory.EnumerateDirectories(folder).Where(copy => !keep.Contains(Path.GetFileName(copy))))
        {
            try
            {
                Remove(copy);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A native library that is still mapped keeps its file on Windows; the next pruning gets it.
                logger.CopyNotRemoved(copy, exception.Message);
            }
        }
    }

    // A copy of earlier may have lost bytes to a power cut, and what is loaded must be what was checked.
    private static bool IsWhole(string copy, string contentHash)
    {
        try
        {
            return Directory.Exists(copy) && FolderContent.Read(copy, FolderPolicy.OwnCopy).Hash() == contentHash;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PluginRefusedException)
        {
            return false;
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
