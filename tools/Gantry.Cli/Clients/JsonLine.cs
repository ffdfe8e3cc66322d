using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gantry.Cli.Clients;

/// <summary>One line of JSON.</summary>
internal static class JsonLine
{
    public static string Of<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);
}
