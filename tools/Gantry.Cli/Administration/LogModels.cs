using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

/// <summary>What to show of the log.</summary>
internal sealed record LogQuery(string? Plugin, string? Level, long After, int Limit);

internal sealed record Log(IReadOnlyList<LogEntry> Entries, long Last);

internal sealed record LogEntry(long Number, DateTimeOffset Time, string Level, string Category, string? Plugin, string Message, string? Fault);

internal sealed record LogLevels(string Default, IReadOnlyDictionary<string, string> Others);

/// <summary>A level to set; without a name for all, and without a level to follow the others again.</summary>
internal sealed record LogLevelChange(string? Name, string? Level);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(Log))]
[JsonSerializable(typeof(LogLevels))]
[JsonSerializable(typeof(LogLevelChange))]
internal sealed partial class LogJson : JsonSerializerContext;
