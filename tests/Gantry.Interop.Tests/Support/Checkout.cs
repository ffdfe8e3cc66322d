namespace Gantry.Interop.Tests;

/// <summary>Where the checkout is that these tests were built from, and what was built of it.</summary>
internal static class Checkout
{
    public static string Top { get; } = FindTop();

    /// <summary>The configuration of this build: debug or release.</summary>
    public static string Configuration { get; } = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)).Split('_')[0];

    public static string HostAssembly { get; } = Server("Gantry.Host", "gantry-host.dll");

    public static string CliAssembly { get; } = Server("Gantry.Cli", "gantry.dll");

    /// <summary>The simulator of disc robots.</summary>
    public static string PTBurnSimulatorAssembly { get; } = Path.Combine(Top, "artifacts", "bin", "PTBurnSimulator", Configuration, "Gantry.Tools.PTBurnSimulator.dll");

    /// <summary>The plugin folder that the build fills.</summary>
    public static string Plugins { get; } = Server("Gantry.Host", "plugins");

    /// <summary>The folder of the packages for plugin authors where they are made already: GANTRY_PACKAGES. Null where a test has to make its own.</summary>
    public static string? Packages { get; } = Setting("GANTRY_PACKAGES");

    /// <summary>A fixture plugin's folder.</summary>
    public static string Fixture(string project, string id) => Path.Combine(Top, "artifacts", "fixtures", project, id);

    // A server as it is shipped, in the folder GANTRY_SERVER; or else what was built beside these tests.
    private static string Server(string project, string file) =>
        Setting("GANTRY_SERVER") is { } server ? Path.Combine(server, file) : Path.Combine(Top, "artifacts", "bin", project, Configuration, file);

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } folder ? Path.GetFullPath(folder, Top) : null;

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
