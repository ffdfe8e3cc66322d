using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Host.Plugins.Registry;

/// <summary>
/// Remembers what was rolled back or is on trial, in <c>rollbacks.json</c> of the data folder: a host that starts again would otherwise give it all operations, for it
/// is what is in the drop-in folder.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class RollbackBook
{
    private readonly string _file;
    private readonly Lock _changing = new();
    private Dictionary<string, string> _contents;

    /// <param name="dataFolder">Where it is kept.</param>
    public RollbackBook(string dataFolder)
    {
        _file = Path.Combine(dataFolder, "rollbacks.json");
        _contents = Read(_file);
    }

    /// <summary>Notes the content of a plugin that was rolled back or is on trial, in place of what was noted before.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public void Note(string id, string contentHash) => Change(contents => contents[id] = contentHash);

    /// <summary>Somebody has chosen what is to serve, so nothing is kept from serving.</summary>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public void Forget(string id)
    {
        bool isNoted;
        lock (_changing)
        {
            isNoted = _contents.ContainsKey(id);
        }

        if (isNoted)
        {
            Change(contents => contents.Remove(id));
        }
    }

    /// <summary>True where this content of a plugin was noted.</summary>
    public bool Has(string id, string contentHash)
    {
        lock (_changing)
        {
            return _contents.GetValueOrDefault(id) == contentHash;
        }
    }

    private void Change(Action<Dictionary<string, string>> change)
    {
        lock (_changing)
        {
            var next = new Dictionary<string, string>(_contents, StringComparer.Ordinal);
            change(next);
            DataFile.Replace(_file, next, RollbackJson.Default.DictionaryStringString);
            _contents = next;
        }
    }

    private static Dictionary<string, string> Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), RollbackJson.Default.DictionaryStringString) ?? [] : [];
        }
        catch (JsonException)
        {
            return []; // the folders say what serves, as they do where nothing was rolled back
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class RollbackJson : JsonSerializerContext;
