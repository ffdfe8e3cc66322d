using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gantry.Host;

/// <summary>A small file of the data folder, in JSON, that is replaced as a whole.</summary>
internal static class DataFile
{
    /// <summary>Writes the new content beside the old and renames it: who reads meanwhile, or after a crash, finds the one or the other.</summary>
    /// <exception cref="IOException">It cannot be written; the old content stays.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the old content stays.</exception>
    public static void Replace<T>(string file, T content, JsonTypeInfo<T> type)
    {
        var stage = file + ".new";
        File.WriteAllBytes(stage, JsonSerializer.SerializeToUtf8Bytes(content, type));
        File.Move(stage, file, overwrite: true);
    }
}
