using System.Text.Json;

namespace Gantry.Dicom.Tests;

/// <summary>The corpus of real files: beside the repository, or where GANTRY_CORPUS says.</summary>
internal static class CorpusFiles
{
    private static readonly Lazy<string?> Folder = new(Find);

    public static string FolderOrSkip()
    {
        Assert.SkipUnless(Folder.Value is not null, "The corpus is neither at ../shared/corpus beside the repository nor where GANTRY_CORPUS says.");
        return Folder.Value!;
    }

    public static IEnumerable<CorpusFile> AllOrSkip()
    {
        var folder = FolderOrSkip();
        var expected = Path.Combine(folder, "expected");
        return Directory.EnumerateFiles(expected, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => new CorpusFile(
                Path.Combine(folder, "files", Path.GetRelativePath(expected, path)[..^".json".Length]),
                JsonDocument.Parse(File.ReadAllBytes(path)).RootElement));
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("GANTRY_CORPUS") is { Length: > 0 } set)
        {
            return Directory.Exists(Path.Combine(set, "expected")) ? set : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "..", "shared", "corpus");
            if (File.Exists(Path.Combine(folder.FullName, "Host.sln")))
            {
                return Directory.Exists(Path.Combine(candidate, "expected")) ? Path.GetFullPath(candidate) : null;
            }
        }

        return null;
    }
}
