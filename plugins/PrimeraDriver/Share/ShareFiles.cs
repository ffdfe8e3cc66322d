namespace Gantry.Plugins.PrimeraDriver;

/// <summary>Files of a share, which other computers write to, and which may lie on a system to which the case of names matters.</summary>
internal static class ShareFiles
{
    private const int Longest = 4 << 20;

    /// <summary>The end of a file, up to 4 MiB of it, whoever has it open besides.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async ValueTask<byte[]> ReadEndAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            var length = (int)Math.Min(file.Length, Longest);
            file.Seek(-length, SeekOrigin.End);
            var bytes = new byte[length];
            return bytes[..await file.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)];
        }
    }

    /// <summary>The path of what is there by a name, whatever its case; null for nothing.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static string? Find(string folder, string name, bool isFolder)
    {
        var path = Path.Combine(folder, name);
        if (isFolder ? Directory.Exists(path) : File.Exists(path))
        {
            return path;
        }

        var there = isFolder ? Directory.EnumerateDirectories(folder) : Directory.EnumerateFiles(folder);
        return there.FirstOrDefault(one => Path.GetFileName(one).Equals(name, StringComparison.OrdinalIgnoreCase));
    }
}
