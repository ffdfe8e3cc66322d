namespace Gantry.Contracts.Testing;

/// <summary>Finds the built folders of the plugins that a test project references: the build puts a copy of each below <c>plugins</c> beside the tests.</summary>
public static class BuiltPlugin
{
    private static string Root => Path.Combine(AppContext.BaseDirectory, "plugins");

    /// <summary>The folder of a plugin, as it would be dropped into a host.</summary>
    /// <param name="id">The plugin's id.</param>
    /// <exception cref="DirectoryNotFoundException">The test project does not reference the plugin; the message names those that it does.</exception>
    public static string Folder(string id)
    {
        var folder = Path.Combine(Root, id);
        if (Directory.Exists(folder))
        {
            return folder;
        }

        string?[] known = Directory.Exists(Root) ? [.. Directory.EnumerateDirectories(Root).Select(Path.GetFileName).Order(StringComparer.Ordinal)] : [];
        throw new DirectoryNotFoundException($"There is no plugin {id} beside the tests, but: {string.Join(", ", known)}. Does the test project reference it?");
    }
}
