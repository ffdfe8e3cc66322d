namespace Gantry.Interop.Tests;

/// <summary>A plugin folder of the test's own, changed as an administrator should: copied beside, then renamed.</summary>
internal static class PluginFolders
{
    public static string CopyOfBuilt(TemporaryFolder folder)
    {
        var plugins = folder.File("plugins");
        TemporaryFolder.Copy(Checkout.Plugins, plugins);
        return plugins;
    }

    /// <summary>Puts a folder into the place of a plugin, or beside the others where there is none of that name.</summary>
    public static void Drop(string source, string plugins, string name)
    {
        var (stage, target, before) = (Path.Combine(plugins, $".{name}.new"), Path.Combine(plugins, name), Path.Combine(plugins, $".{name}.old"));
        TemporaryFolder.Copy(source, stage);
        if (Directory.Exists(target))
        {
            Directory.Move(target, before);
        }

        Directory.Move(stage, target);
        if (Directory.Exists(before))
        {
            Directory.Delete(before, recursive: true);
        }
    }
}
