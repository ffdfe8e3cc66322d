using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gantry.Host.Databases;

/// <summary>
/// Which plugin's database serves, and which is kept like it. The settings say which at first; moves change it, and what they left is kept in <c>catalog.json</c>
/// of the data folder. It holds as long as the settings stay as they were: an administrator who changes them there means it.
/// </summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class DatabaseChoice
{
    private readonly string _file;
    private readonly string? _configured;
    private readonly Lock _changing = new();
    private volatile DatabaseChoiceEntry _now;

    /// <param name="file">Where it is kept.</param>
    /// <param name="configured">What the settings say; null where they choose none.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public DatabaseChoice(string file, string? configured)
    {
        (_file, _configured) = (file, configured);
        var kept = File.Exists(file) ? Read(file) : null;
        _now = kept?.Configured == configured && kept is not null ? kept : new DatabaseChoiceEntry(configured, configured, null, false);
    }

    /// <summary>The id of the plugin whose database serves; null where the settings choose none.</summary>
    public string? Current => _now.Current;

    /// <summary>The id of the plugin whose database is kept like the current one; null for none.</summary>
    public string? Standby => _now.Standby;

    /// <summary>True where the two change places as soon as they are alike.</summary>
    public bool IsToSwitch => _now.IsToSwitch;

    /// <summary>Has a database be kept like the current one.</summary>
    /// <exception cref="IOException">It cannot be kept; nothing was changed.</exception>
    public void Begin(string standby) => Change(now => now with { Standby = standby, IsToSwitch = true });

    /// <inheritdoc cref="IsToSwitch"/>
    /// <exception cref="IOException">It cannot be kept; nothing was changed.</exception>
    public void AskToSwitch() => Change(now => now with { IsToSwitch = now.Standby is not null });

    /// <summary>The two change places.</summary>
    /// <exception cref="IOException">It cannot be kept; nothing was changed.</exception>
    public void Switch() => Change(now => now with { Current = now.Standby, Standby = now.Current, IsToSwitch = false });

    /// <summary>No database is kept like the current one any more.</summary>
    /// <exception cref="IOException">It cannot be kept; nothing was changed.</exception>
    public void End() => Change(now => now with { Standby = null, IsToSwitch = false });

    private void Change(Func<DatabaseChoiceEntry, DatabaseChoiceEntry> change)
    {
        lock (_changing)
        {
            var next = change(_now) with { Configured = _configured };
            DataFile.Replace(_file, next, DatabaseChoiceJson.Default.DatabaseChoiceEntry);
            _now = next;
        }
    }

    private static DatabaseChoiceEntry Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), DatabaseChoiceJson.Default.DatabaseChoiceEntry) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{file}, which says which database serves, is damaged: {exception.Message} Write it anew as {{\"configured\": \"...\", \"current\": \"...\"}} with the plugins' ids, or remove it where no database was moved.", exception);
        }
    }
}

/// <summary>What <c>catalog.json</c> holds.</summary>
/// <param name="Configured">What the settings said when it was written.</param>
/// <param name="Current">The plugin whose database serves.</param>
/// <param name="Standby">The plugin whose database is kept like it.</param>
/// <param name="IsToSwitch">Whether they are to change places.</param>
internal sealed record DatabaseChoiceEntry(string? Configured, string? Current, string? Standby, bool IsToSwitch);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DatabaseChoiceEntry))]
internal sealed partial class DatabaseChoiceJson : JsonSerializerContext;
