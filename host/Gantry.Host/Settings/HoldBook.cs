using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gantry.Host.Listener;

namespace Gantry.Host.Settings;

/// <summary>What administrators have paused and stopped, kept in <c>holds.json</c> of the data folder: a host that starts again leaves it so.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class HoldBook
{
    private readonly string _file;
    private readonly Lock _changing = new();
    private volatile HoldEntry _now;

    /// <param name="dataFolder">Where it is kept.</param>
    /// <exception cref="InvalidDataException">The file is damaged. What it held must not serve by mistake.</exception>
    public HoldBook(string dataFolder)
    {
        _file = Path.Combine(dataFolder, "holds.json");
        _now = File.Exists(_file) ? Read(_file) : new HoldEntry(ImmutableDictionary<string, ListenerState>.Empty, []);
    }

    /// <summary>What a listener is to do.</summary>
    /// <param name="listener">Its name, whose case does not matter.</param>
    public ListenerState StateOf(string listener) => _now.Listeners.GetValueOrDefault(Key(listener));

    /// <summary>True where a plugin is to be given no operations.</summary>
    public bool IsPaused(string plugin) => _now.Plugins.Contains(plugin);

    /// <summary>Keeps what a listener is to do.</summary>
    /// <exception cref="IOException">It cannot be kept; nothing was changed.</exception>
    public void Keep(string listener, ListenerState state) => Change(now => now with
    {
        Listeners = state == ListenerState.Serving ? now.Listeners.Remove(Key(listener)) : now.Listeners.SetItem(Key(listener), state),
    });

    /// <summary>Keeps whether a plugin is to be given no operations.</summary>
    /// <exception cref="IOException">It cannot be kept; nothing was changed.</exception>
    public void Keep(string plugin, bool isPaused) => Change(now => now with { Plugins = isPaused ? now.Plugins.Add(plugin) : now.Plugins.Remove(plugin) });

    private void Change(Func<HoldEntry, HoldEntry> change)
    {
        lock (_changing)
        {
            var next = change(_now);
            DataFile.Replace(_file, next, HoldJson.Default.HoldEntry);
            _now = next;
        }
    }

    private static string Key(string listener) => listener.ToLowerInvariant();

    private static HoldEntry Read(string file)
    {
        try
        {
            var entry = JsonSerializer.Deserialize(File.ReadAllBytes(file), HoldJson.Default.HoldEntry);
            return entry is { Listeners: not null, Plugins: not null } ? entry : throw new JsonException("It lacks listeners or plugins.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"{file}, which says what administrators have paused and stopped, is damaged: {exception.Message} Write it anew as {{\"listeners\": {{\"dicom\": \"paused\"}}, \"plugins\": []}}, or remove it where all is to serve.", exception);
        }
    }
}

/// <summary>What <c>holds.json</c> holds.</summary>
/// <param name="Listeners">What the listeners that do not serve do, by their names.</param>
/// <param name="Plugins">The ids of the plugins that are paused.</param>
internal sealed record HoldEntry(ImmutableDictionary<string, ListenerState> Listeners, ImmutableHashSet<string> Plugins);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true)]
[JsonSerializable(typeof(HoldEntry))]
internal sealed partial class HoldJson : JsonSerializerContext;
