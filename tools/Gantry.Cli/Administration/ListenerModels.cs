using System.Text.Json.Serialization;

namespace Gantry.Cli.Administration;

internal sealed record ListenerList(IReadOnlyList<ServerListener> Listeners);

internal sealed record ServerListener(string Name, string State, string Endpoint, int Port, IReadOnlyList<string> AETitles, bool Tls, int Associations);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, WriteIndented = true)]
[JsonSerializable(typeof(ListenerList))]
internal sealed partial class ListenerJson : JsonSerializerContext;
