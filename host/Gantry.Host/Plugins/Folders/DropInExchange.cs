namespace Gantry.Host.Plugins.Folders;

/// <summary>Puts a copy of a folder in the place of a drop-in folder, and what was there back unless the copy is kept.</summary>
/// <remarks>
/// Both renames lie in the plugin folder, under names that begin with a dot and are no plugins. A host that ended between them finds the folder of before
/// under its dotted name and takes it back (<see cref="Recover"/>).
/// </remarks>
internal sealed class DropInExchange : IDisposable
{
    private const string Stage = ".installing";
    private const string Before = ".replaced";
    private readonly string _target;
    private readonly string _before;
    private bool _isKept;

    private DropInExchange(string target) => (_target, _before) = (target, Beside(target, Before));

    /// <summary>Copies the folder beside the drop-in folder and exchanges the two.</summary>
    /// <exception cref="PluginRefusedException">It changed while it was copied, or cannot be copied; nothing is exchanged.</exception>
    public static DropInExchange Make(PluginFolder source, string target)
    {
        var stage = Beside(target, Stage);
        try
        {
            Remove(stage);
            Remove(Beside(target, Before));
            source.CopyTo(stage);
            var exchange = new DropInExchange(target);
            if (Path.Exists(target))
            {
                Directory.Move(target, exchange._before);
            }

            Directory.Move(stage, target);
            return exchange;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            PutBack(target);
            throw new PluginRefusedException($"The folder cannot be put into the plugin folder: {exception.Message}");
        }
        finally
        {
            Remove(stage);
        }
    }

    /// <summary>Takes back what an exchange left that was ended in its midst, in a whole plugin folder.</summary>
    public static void Recover(string pluginFolder)
    {
        foreach (var before in Directory.EnumerateFileSystemEntries(pluginFolder, ".*" + Before))
        {
            PutBack(Path.Combine(pluginFolder, Path.GetFileName(before)[1..^Before.Length]));
        }

        foreach (var stage in Directory.EnumerateDirectories(pluginFolder, ".*" + Stage))
        {
            Remove(stage);
        }
    }

    /// <summary>The copy was taken: it stays.</summary>
    public void Keep() => _isKept = true;

    public void Dispose()
    {
        if (!_isKept)
        {
            Remove(_target);
            PutBack(_target);
        }

        Remove(_before);
    }

    private static string Beside(string target, string ending) => Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}{ending}");

    // What is in the place by now was whole when it came there, and stays.
    private static void PutBack(string target)
    {
        var before = Beside(target, Before);
        if (Path.Exists(before) && !Path.Exists(target))
        {
            Directory.Move(before, target);
        }
        else
        {
            Remove(before);
        }
    }

    private static void Remove(string folder)
    {
        if (new DirectoryInfo(folder) is { LinkTarget: not null } link)
        {
            link.Delete();
        }
        else if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
