using System.Text.Json.Serialization;

namespace Gantry.Host.Logging;

/// <summary>Entries of the log.</summary>
/// <param name="Entries">Oldest first.</param>
/// <param name="Last">The number of the last entry there is: what to ask after.</param>
internal sealed record LogView(IReadOnlyList<LogEntry> Entries, long Last);

/// <summary>The levels that are logged.</summary>
internal sealed record LogLevelsView(LogLevel Default, IReadOnlyDictionary<string, LogLevel> Others);

/// <summary>A level to set.</summary>
/// <param name="Name">The plugin or category; null for what no other level is set for.</param>
/// <param name="Level">The level; null lets the plugin or category follow the others again.</param>
internal sealed record LogLevelChange(string? Name, string? Level);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LogView))]
[JsonSerializable(typeof(LogLevelsView))]
[JsonSerializable(typeof(LogLevelChange))]
internal sealed partial class LogJson : JsonSerializerContext;
