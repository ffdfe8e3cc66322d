using System.Security.Cryptography;

namespace Gantry.Plugins.FileStore;

/// <summary>
/// Tells a volume from the empty folder that is in its place while its disk is not mounted: in the volume lies a file with a random name of the volume's own, and the
/// store's data folder has the name beside the path.
/// </summary>
internal static class VolumeMark
{
    private const string Mark = ".gantry-volume";

    /// <summary>Checks that a folder is the volume that it was before; one that is used for the first time is marked.</summary>
    /// <param name="volume">The full path of the folder.</param>
    /// <param name="dataFolder">Where the names of volumes are kept.</param>
    /// <exception cref="IOException">The folder is not there, or is not that volume.</exception>
    public static void Check(string volume, string dataFolder)
    {
        if (!Directory.Exists(volume))
        {
            throw new IOException($"The folder {volume} of the instance store is not there. Is its disk mounted?");
        }

        var (mark, book) = (Path.Combine(volume, Mark), Path.Combine(dataFolder, "volumes"));
        var name = File.Exists(mark) ? File.ReadAllText(mark).Trim() : null;
        var known = File.Exists(book) ? File.ReadAllLines(book).Select(line => line.Split(' ', 2)).Where(parts => parts is [_, var path] && path == volume).Select(parts => parts[0]).LastOrDefault() : null;
        if (known is not null && known != name)
        {
            throw new IOException($"The folder {volume} is not the volume of the instance store that it was before. Is its disk mounted?");
        }

        if (name is null)
        {
            name = RandomNumberGenerator.GetHexString(32, lowercase: true);
            File.WriteAllText(mark, name + "\n");
        }

        if (known is null)
        {
            File.AppendAllText(book, $"{name} {volume}\n");
        }
    }
}
