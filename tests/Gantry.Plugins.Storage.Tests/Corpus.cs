namespace Gantry.Plugins.Storage.Tests;

/// <summary>The corpus of real files, where there is one.</summary>
internal static class Corpus
{
    public const string Reason = "The corpus of real files is neither at GANTRY_CORPUS nor beside the repository.";

    /// <summary>Its folder; null where it is absent.</summary>
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("GANTRY_CORPUS") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var beside = Path.Combine(folder.FullName, "shared", "corpus");
            if (Directory.Exists(beside))
            {
                return beside;
            }
        }

        return null;
    }
}
