using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Host.Plugins.Settings;

/// <summary>
/// The values of plugins' settings: those of the host's configuration, and in their place those that an administrator chose, which are kept in
/// <c>plugin-settings.json</c> of the data folder, whether the version that serves knows them or not.
/// </summary>
/// <remarks>Safe for concurrent use; of one plugin, one change at a time.</remarks>
internal sealed class PluginSettingsStore
{
    private static readonly IReadOnlyDictionary<string, string?> Nothing = new Dictionary<string, string?>();

    private readonly string _file;
    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> _configured;
    private readonly ConcurrentDictionary<string, ImmutableArray<SettingDescription>> _declared = new(StringComparer.Ordinal);
    private readonly Lock _changing = new();
    private volatile ImmutableSortedDictionary<string, ChosenValues> _chosen;

    /// <exception cref="InvalidDataException">The file is not one of settings.</exception>
    public PluginSettingsStore(string file, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> configured)
    {
        (_file, _configured) = (file, configured);
        _chosen = File.Exists(file) ? Read(file) : ImmutableSortedDictionary.Create<string, ChosenValues>(StringComparer.Ordinal);
    }

    /// <summary>What the host's configuration says of a plugin, by key.</summary>
    public IReadOnlyDictionary<string, string?> Configured(string id) => _configured.GetValueOrDefault(id) ?? Nothing;

    /// <summary>What an administrator chose.</summary>
    public ChosenValues Chosen(string id) => _chosen.GetValueOrDefault(id) ?? ChosenValues.None;

    /// <summary>What holds now, by key.</summary>
    public IReadOnlyDictionary<string, string?> Values(string id) => Chosen(id).Over(Configured(id));

    /// <summary>The settings that the version loaded last declares, be it that it was refused; default where it declares none.</summary>
    public ImmutableArray<SettingDescription> Declared(string id) => _declared.GetValueOrDefault(id);

    /// <summary>Notes what a version declares.</summary>
    public void Declare(string id, ImmutableArray<SettingDescription> settings) => _declared[id] = settings;

    /// <summary>Puts values in place for the next that asks, without keeping them.</summary>
    public void Choose(string id, ChosenValues values)
    {
        lock (_changing)
        {
            _chosen = values.Texts.IsEmpty ? _chosen.Remove(id) : _chosen.SetItem(id, values);
        }
    }

    /// <summary>Keeps what is in place.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Keep()
    {
        lock (_changing)
        {
            var all = _chosen.ToDictionary(plugin => plugin.Key, plugin => plugin.Value.Texts.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()));
            var stage = _file + ".new";
            File.Delete(stage);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // there may be passwords; on Windows the data folder's rights hold
            }

            using (var stream = new FileStream(stage, options))
            {
                JsonSerializer.Serialize(stream, all, ChosenJson.Default.DictionaryStringDictionaryStringStringArray);
                DurableFile.Flush(stream);
            }

            DurableFile.Move(stage, _file);
        }
    }

    private static ImmutableSortedDictionary<string, ChosenValues> Read(string file)
    {
        try
        {
            var all = JsonSerializer.Deserialize(File.ReadAllBytes(file), ChosenJson.Default.DictionaryStringDictionaryStringStringArray) ?? [];
            return all.ToImmutableSortedDictionary(
                plugin => plugin.Key,
                plugin => plugin.Value.Aggregate(ChosenValues.None, (values, pair) => values.With(pair.Key, [.. pair.Value])),
                StringComparer.Ordinal);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{file} is not a file of plugin settings: {exception.Message}", exception);
        }
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(Dictionary<string, Dictionary<string, string[]>>))]
internal sealed partial class ChosenJson : JsonSerializerContext;
