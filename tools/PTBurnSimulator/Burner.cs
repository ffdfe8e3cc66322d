using System.Globalization;
using Gantry.Dicom.Imaging;

namespace Gantry.Tools.PTBurnSimulator;

/// <summary>Makes discs: images in the folder of output, and beside each what is printed on it.</summary>
internal sealed class Burner(SimulatorOptions options)
{
    /// <summary>The path of this machine for one of a job.</summary>
    public string Resolve(string path)
    {
        var plain = path.Split('>')[0].Split(',')[0].Trim();
        foreach (var (prefix, folder) in options.Paths)
        {
            if (plain.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return Path.Combine(folder, plain[prefix.Length..].Replace('\\', '/').TrimStart('/'));
            }
        }

        return plain;
    }

    /// <summary>Records a disc.</summary>
    /// <exception cref="IOException">It cannot be recorded.</exception>
    public void Record(SimulatedJob job, int disc)
    {
        Directory.CreateDirectory(options.OutputFolder);
        if (job.Keys.All("ImageFile") is [var image, ..])
        {
            File.Copy(Resolve(image), PathOf(job, disc, ".iso"), overwrite: true);
            return;
        }

        if (job.Keys.All("Data") is not { Count: > 0 } data)
        {
            return; // it is printed alone
        }

        var staged = Directory.CreateTempSubdirectory("ptburn-").FullName;
        try
        {
            foreach (var entry in data)
            {
                Stage(Resolve(entry), staged);
            }

            using var output = File.Create(PathOf(job, disc, ".iso"));
            IsoImage.Write(staged, VolumeOf(job), job.Created, output);
        }
        finally
        {
            Directory.Delete(staged, recursive: true);
        }
    }

    /// <summary>True where a disc has what it is to have.</summary>
    public bool Verify(SimulatedJob job, int disc)
    {
        if (job.Keys.All("ImageFile") is not [var image, ..])
        {
            return job.Keys.All("Data").Count == 0 || new FileInfo(PathOf(job, disc, ".iso")).Length > 0;
        }

        var (made, source) = (new byte[1 << 16], new byte[1 << 16]);
        using var disk = File.OpenRead(PathOf(job, disc, ".iso"));
        using var original = File.OpenRead(Resolve(image));
        while (true)
        {
            var (read, wanted) = (disk.ReadAtLeast(made, made.Length, throwOnEndOfStream: false), original.ReadAtLeast(source, source.Length, throwOnEndOfStream: false));
            if (read != wanted || !made.AsSpan(0, read).SequenceEqual(source.AsSpan(0, wanted)))
            {
                return false;
            }

            if (read == 0)
            {
                return true;
            }
        }
    }

    /// <summary>Prints a disc.</summary>
    public void Print(SimulatedJob job, int disc)
    {
        Directory.CreateDirectory(options.OutputFolder);
        File.WriteAllLines(PathOf(job, disc, ".label.txt"), [job.Label, .. job.Keys.All("MergeField")]);
    }

    /// <summary>Throws a disc away.</summary>
    public void Discard(SimulatedJob job, int disc) => File.Delete(PathOf(job, disc, ".iso"));

    private static void Stage(string source, string target)
    {
        if (File.Exists(source))
        {
            File.Copy(source, Path.Combine(target, Path.GetFileName(source)));
            return;
        }

        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string VolumeOf(SimulatedJob job)
    {
        var asked = job.Keys.Get("VolumeName") is { Length: > 0 } volume ? volume : "NEWDISC";
        var allowed = string.Concat(asked.ToUpperInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return allowed[..Math.Min(allowed.Length, 16)];
    }

    private string PathOf(SimulatedJob job, int disc, string extension) =>
        Path.Combine(options.OutputFolder, string.Create(CultureInfo.InvariantCulture, $"{job.Name}-{disc + 1}{extension}"));
}
