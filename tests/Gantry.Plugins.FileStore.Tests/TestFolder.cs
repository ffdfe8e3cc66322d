namespace Gantry.Plugins.FileStore.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gantry-filestore-").FullName;

    /// <summary>Copies a store as a crash would leave it: nobody holds its locks.</summary>
    public void CopyOf(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            var target = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>Takes instances' files away, every third whole and of the others all bytes or half of them, as a power failure may.</summary>
    public void Lose(IEnumerable<string> locations)
    {
        foreach (var (number, location) in locations.Index())
        {
            var path = System.IO.Path.Combine(Path, "instances", location);
            if (number % 3 == 0)
            {
                File.Delete(path);
            }
            else if (File.Exists(path))
            {
                using var file = File.OpenWrite(path);
                file.SetLength(number % 3 == 1 ? 0 : file.Length / 2);
            }
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
