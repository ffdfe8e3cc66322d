namespace Gantry.Dicom.Network.Tests.Peers;

/// <summary>Real files, where they are: GANTRY_CORPUS, or beside the repository.</summary>
internal static class Corpus
{
    public static string Find()
    {
        var folder = Environment.GetEnvironmentVariable("GANTRY_CORPUS") ?? Above();
        Assert.SkipUnless(folder is not null && Directory.Exists(folder), "There is no corpus: neither GANTRY_CORPUS nor ../shared/corpus.");
        return folder!;
    }

    private static string? Above()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Host.sln")))
            {
                return Path.Combine(folder.FullName, "..", "shared", "corpus");
            }
        }

        return null;
    }
}
