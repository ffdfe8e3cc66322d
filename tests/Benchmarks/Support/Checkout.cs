namespace Gantry.Benchmarks;

/// <summary>The checkout that this was built from.</summary>
internal static class Checkout
{
    public static string Top { get; } = FindTop();

    /// <summary>The server as it is shipped, which <c>tools/build</c> makes.</summary>
    public static string Server { get; } = Path.Combine(Top, "artifacts", "gantry");

    /// <summary>Where real files are, if there are any: GANTRY_CORPUS, or beside the checkout.</summary>
    public static string? Corpus { get; } = ((string?[])[Environment.GetEnvironmentVariable("GANTRY_CORPUS"), Path.Combine(Top, "..", "shared", "corpus")])
        .Where(Directory.Exists).Select(folder => Path.GetFullPath(folder!)).FirstOrDefault();

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Host.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new BenchmarkException("Host.sln is in no folder above this program.");
    }
}
