using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Gantry.Host.Plugins.Loading;

/// <summary>Where native libraries are loaded from: one of the same name and content always from the same file, so that it is one library to the system.</summary>
/// <remarks>
/// <para>
/// SQLite guards a database by locks that belong to the process. Two copies of it in one process do not see each other's, and an older and a newer version of
/// a plugin would both write while one takes the other's place.
/// </para>
/// <para>Safe for concurrent use. The files have to stay as long as the host runs.</para>
/// </remarks>
internal sealed class NativeLibraries
{
    private readonly ConcurrentDictionary<(string Name, string Content), string> _files = new();

    /// <summary>The file to load in place of one: the first of its name and content that was asked for.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public string Choose(string path)
    {
        using var file = File.OpenRead(path);
        return _files.GetOrAdd((Path.GetFileName(path), Convert.ToHexString(SHA256.HashData(file))), path);
    }
}
