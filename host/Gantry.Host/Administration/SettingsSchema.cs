using System.Globalization;
using System.Text.Json.Nodes;
using Gantry.Contracts;

namespace Gantry.Host.Administration;

/// <summary>Makes the JSON schema (draft 2020-12) of a plugin's settings.</summary>
internal static class SettingsSchema
{
    private const string TimePattern = @"^([0-9]+\.)?[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?$";

    public static JsonObject Of(string id, IEnumerable<SettingDescription> settings)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var setting in settings)
        {
            properties.Add(setting.Name, Of(setting));
            if (setting.IsRequired)
            {
                required.Add((JsonNode)setting.Name); // its generic sibling reflects, which this host does without
            }
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"Settings of {id}",
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = required,
            ["additionalProperties"] = false,
        };
    }

    /// <summary>A value as JSON has it.</summary>
    public static JsonNode? Value(SettingDescription setting, IReadOnlyList<string> texts) => setting.Kind switch
    {
        SettingKind.Texts => new JsonArray([.. texts.Where(text => texts.Count > 1 || text.Length > 0).Select(text => JsonValue.Create(text))]),
        _ when texts.Count != 1 => null,
        SettingKind.Truth => bool.TryParse(texts[0], out var truth) ? JsonValue.Create(truth) : texts[0],
        SettingKind.WholeNumber => Number(texts[0]),
        SettingKind.Number => double.TryParse(texts[0], CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : texts[0],
        _ => texts[0],
    };

    private static JsonObject Of(SettingDescription setting)
    {
        var schema = new JsonObject { ["description"] = setting.Description };
        switch (setting.Kind)
        {
            case SettingKind.Truth:
                schema["type"] = "boolean";
                break;
            case SettingKind.WholeNumber or SettingKind.Number:
                schema["type"] = setting.Kind == SettingKind.Number ? "number" : "integer";
                Add(schema, "minimum", setting, setting.Minimum);
                Add(schema, "maximum", setting, setting.Maximum);
                break;
            case SettingKind.Time:
                schema["type"] = "string";
                schema["pattern"] = TimePattern;
                Add(schema, "x-minimum", setting, setting.Minimum); // JSON schema has no ranges of texts
                Add(schema, "x-maximum", setting, setting.Maximum);
                break;
            case SettingKind.Texts:
                schema["type"] = "array";
                schema["items"] = Text(new JsonObject(), setting);
                break;
            default:
                Text(schema, setting);
                break;
        }

        if (!setting.IsRequired && !setting.IsSecret)
        {
            schema["default"] = Value(setting, setting.Default);
        }

        if (setting.IsSecret)
        {
            schema["writeOnly"] = true;
        }

        schema["x-appliesLive"] = setting.AppliesLive;
        return schema;
    }

    private static JsonObject Text(JsonObject schema, SettingDescription setting)
    {
        schema["type"] = "string";
        if (!setting.Choices.IsEmpty)
        {
            schema["enum"] = new JsonArray([.. setting.Choices.Select(choice => JsonValue.Create(choice))]);
        }

        if (setting.MinimumLength > 0)
        {
            schema["minLength"] = setting.MinimumLength;
        }

        if (setting.MaximumLength is { } maximum)
        {
            schema["maxLength"] = maximum;
        }

        if (setting.Pattern is not null)
        {
            schema["pattern"] = $"^(?:{setting.Pattern})$";
        }

        return schema;
    }

    private static void Add(JsonObject schema, string name, SettingDescription setting, string? text)
    {
        if (text is not null)
        {
            schema[name] = Value(setting, [text]);
        }
    }

    private static JsonNode Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : text;
}
