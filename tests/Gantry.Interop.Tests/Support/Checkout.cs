namespace Gantry.Interop.Tests;

/// <summary>Where the checkout is that these tests were built from, and what was built of it.</summary>
internal static class Checkout
{
    public static string Top { get; } = FindTop();

    /// <summary>The configuration of this build: debug or release.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).Split('_')[0];

    public static string HostAssembly { get; } = Built("Gantry.Host", "gantry-host.dll");

    public static string CliAssembly { get; } = Built("Gantry.Cli", "gantry.dll");

    /// <summary>The plugin folder that the build fills.</summary>
    public static string Plugins { get; } = Built("Gantry.Host", "plugins");

    /// <summary>A fixture plugin's folder.</summary>
    public static string Fixture(string project, string id) => Path.Combine(Top, "artifacts", "fixtures", project, id);

    private static string Built(string project, string file) => Path.Combine(Top, "artifacts", "bin", project, Configuration, file);

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Host.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Host.sln is in no folder above the tests.");
    }
}
