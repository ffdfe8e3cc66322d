using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry.Cli.Administration;

/// <summary>A plugin's settings as they are; after a change, what came of it.</summary>
internal sealed record PluginSettingList(string Id, IReadOnlyList<PluginSetting> Settings, IReadOnlyList<UnknownPluginSetting> Unknown, string? Effect);

internal sealed record PluginSetting(
    string Name,
    string Kind,
    JsonNode? Value,
    string Source,
    JsonNode? Default,
    string? Minimum,
    string? Maximum,
    IReadOnlyList<string> Choices,
    bool AppliesLive,
    bool IsSecret,
    string Description)
{
    /// <summary>The value as it is typed; each text of a list on its own.</summary>
    public IReadOnlyList<string> Texts() => Value switch
    {
        null => [],
        JsonArray several => [.. several.Select(Text)],
        var one => [Text(one)],
    };

    /// <summary>What the value may be, in a few words.</summary>
    public string Range() => (Choices.Count, Minimum, Maximum) switch
    {
        ( > 0, _, _) => string.Join(" | ", Choices),
        (_, { } least, { } most) => $"{least} to {most}",
        (_, { } least, null) => $"{least} or more",
        (_, null, { } most) => $"{most} or less",
        _ when Kind == "Truth" => "true | false",
        _ => "",
    };

    private static string Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node?.ToJsonString() ?? "";
}

/// <summary>A value whose name is no setting of the version that serves.</summary>
internal sealed record UnknownPluginSetting(string Name, string Source);
