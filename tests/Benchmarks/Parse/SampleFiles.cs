using System.Globalization;
using System.Text.Json;
using Gantry.Dicom;

namespace Gantry.Benchmarks.Parse;

/// <summary>The files that are read: CT images of patients who never lived, and real ones where there are some.</summary>
internal static class SampleFiles
{
    private const int LargestRealFile = 65_536;

    /// <summary>Images of <paramref name="rows"/> x <paramref name="rows"/> pixels of 16 bits: of 32 about 4 KB, of 512 a usual CT.</summary>
    public static FileList Write(TemporaryFolder folder, string name, int count, int rows, int repeat)
    {
        var pixels = new byte[rows * rows * 2];
        new Random(rows).NextBytes(pixels);
        var target = folder.Folder(name);
        List<string> files = [];
        for (var number = 0; number < count; number++)
        {
            var path = Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"{number:D5}.dcm"));
            File.WriteAllBytes(path, DicomFile.ToArray(SampleImage.Make(number, rows, pixels), TransferSyntax.ExplicitVRLittleEndian));
            files.Add(path);
        }

        return FileList.Write(folder, name, files, repeat);
    }

    /// <summary>The corpus's files that are neither damaged nor large; null where there is no corpus.</summary>
    public static FileList? OfCorpus(TemporaryFolder folder, int repeat)
    {
        if (Checkout.Corpus is not { } corpus || !Directory.Exists(Path.Combine(corpus, "expected")))
        {
            return null;
        }

        var expected = Path.Combine(corpus, "expected");
        var files = Directory.EnumerateFiles(expected, "*.json", SearchOption.AllDirectories)
            .Where(IsWellFormed)
            .Select(path => Path.Combine(corpus, "files", Path.GetRelativePath(expected, path)[..^".json".Length]))
            .Where(path => new FileInfo(path) is { Exists: true, Length: <= LargestRealFile })
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count == 0 ? null : FileList.Write(folder, "corpus", files, repeat);
    }

    private static bool IsWellFormed(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.GetProperty("class").GetString() == "well-formed";
    }
}
