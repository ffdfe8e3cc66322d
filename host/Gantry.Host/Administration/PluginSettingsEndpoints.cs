using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Gantry.Contracts;
using Gantry.Host.Plugins.Registry;
using Gantry.Host.Plugins.Settings;

namespace Gantry.Host.Administration;

/// <summary>
/// <c>/admin/plugins/ID/settings</c>: GET gives the settings; PATCH changes those that its object names, and null takes back what an administrator chose; PUT
/// takes back all that it does not name. <c>/admin/plugins/ID/settings/schema</c>: their JSON schema.
/// </summary>
internal static class PluginSettingsEndpoints
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    public static Task<IResult> GetAsync(HttpContext context) => Task.FromResult(
        Find(context) is { } slot ? Results.Json(View(context.Service<PluginSettingsChanges>().Read(slot), null), SettingsJson.Default.SettingsView) : NoPlugin(context));

    public static Task<IResult> GetSchemaAsync(HttpContext context)
    {
        if (Find(context) is not { } slot)
        {
            return Task.FromResult(NoPlugin(context));
        }

        var schema = SettingsSchema.Of(slot.Id, context.Service<PluginSettingsChanges>().Declared(slot));
        return Task.FromResult(Results.Text(schema.ToJsonString(SettingsJson.Default.Options), "application/schema+json"));
    }

    public static Task<IResult> PutAsync(HttpContext context) => ChangeAsync(context, isWhole: true);

    public static Task<IResult> PatchAsync(HttpContext context) => ChangeAsync(context, isWhole: false);

    private static async Task<IResult> ChangeAsync(HttpContext context, bool isWhole)
    {
        if (Find(context) is not { } slot)
        {
            return NoPlugin(context);
        }

        var changes = context.Service<PluginSettingsChanges>();
        try
        {
            var given = await ReadAsync(context).ConfigureAwait(false);
            var names = changes.Declared(slot).Select(setting => setting.Name).ToList();
            var effect = await changes.ChangeAsync(slot, Change, context.RequestAborted).ConfigureAwait(false);
            return Results.Json(View(changes.Read(slot), effect), SettingsJson.Default.SettingsView);

            // What this version does not know is another's, and stays.
            ChosenValues Change(ChosenValues chosen) => given.Aggregate(
                isWhole ? names.Aggregate(chosen, (values, name) => values.Without(name)) : chosen,
                (values, pair) => pair.Value.IsDefault ? values.Without(pair.Key) : values.With(Spelt(pair.Key), pair.Value));

            string Spelt(string name) => names.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
        }
        catch (PluginSettingsException exception)
        {
            return Faults(exception);
        }
    }

    /// <summary>What is wrong with settings.</summary>
    internal static IResult Faults(PluginSettingsException exception)
    {
        var problem = new SettingsProblem("Bad settings", StatusCodes.Status400BadRequest, exception.Message, exception.Faults);
        return Results.Json(problem, SettingsJson.Default.SettingsProblem, "application/problem+json", problem.Status);
    }

    /// <summary>The settings that the body has.</summary>
    /// <exception cref="BadHttpRequestException">The body is no object of settings.</exception>
    /// <exception cref="PluginSettingsException">A value is none.</exception>
    internal static async Task<ChosenValues> ReadValuesAsync(HttpContext context) => (await ReadAsync(context).ConfigureAwait(false))
        .Where(pair => !pair.Value.IsDefault).Aggregate(ChosenValues.None, (values, pair) => values.With(pair.Key, pair.Value));

    private static async Task<Dictionary<string, ImmutableArray<string>>> ReadAsync(HttpContext context)
    {
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(context.Request.Body, Strict, context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException($"The body is not JSON: {exception.Message}");
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new BadHttpRequestException("The body is not a JSON object of settings and their values.");
            }

            var faults = new List<string>();
            var given = new Dictionary<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!TryRead(property.Value, out var texts) || property.Name.Length == 0 || property.Name.Contains(':', StringComparison.Ordinal))
                {
                    faults.Add($"{property.Name} is neither a value, nor an array of values, nor null.");
                }
                else if (!given.TryAdd(property.Name, texts))
                {
                    faults.Add($"{property.Name} is there twice.");
                }
            }

            return faults.Count == 0 ? given : throw new PluginSettingsException(faults);
        }
    }

    private static bool TryRead(JsonElement value, out ImmutableArray<string> texts)
    {
        texts = default;
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                return true;
            case JsonValueKind.Array when value.EnumerateArray().All(IsScalar):
                texts = [.. value.EnumerateArray().Select(Text)];
                return true;
            default:
                texts = IsScalar(value) ? [Text(value)] : default;
                return !texts.IsDefault;
        }
    }

    private static bool IsScalar(JsonElement value) => value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static PluginSlot? Find(HttpContext context) =>
        context.Service<PluginRegistry>().TryFind((string)context.Request.RouteValues["id"]!, out var slot) ? slot : null;

    internal static IResult NoPlugin(HttpContext context) =>
        AdminEndpoints.Problem(StatusCodes.Status404NotFound, "No such plugin", $"There is no plugin {context.Request.RouteValues["id"]}.");

    private static SettingsView View(SettingsReport report, string? effect) => new(
        report.Id,
        [.. report.Settings.Select(View)],
        [.. report.Unknown.Select(unknown => new UnknownSettingView(unknown.Name, unknown.Source.ToString()))],
        effect);

    private static SettingView View(SettingState state) => new(
        state.Setting.Name,
        state.Setting.Kind.ToString(),
        state.Setting.IsSecret ? null : SettingsSchema.Value(state.Setting, state.Texts),
        state.Source.ToString(),
        state.Setting.IsSecret ? null : SettingsSchema.Value(state.Setting, state.Setting.Default),
        state.Setting.Minimum,
        state.Setting.Maximum,
        state.Setting.Choices,
        state.Setting.AppliesLive,
        state.Setting.IsSecret,
        state.Setting.Description);
}

internal sealed record SettingsView(string Id, IReadOnlyList<SettingView> Settings, IReadOnlyList<UnknownSettingView> Unknown, string? Effect);

internal sealed record SettingView(
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
    string Description);

internal sealed record UnknownSettingView(string Name, string Source);

internal sealed record SettingsProblem(string Title, int Status, string Detail, IReadOnlyList<string> Faults);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(SettingsView))]
[JsonSerializable(typeof(SettingsProblem))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class SettingsJson : JsonSerializerContext;
