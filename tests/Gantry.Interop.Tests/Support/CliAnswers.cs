using System.Text.Json;

namespace Gantry.Interop.Tests;

/// <summary>What the command line tells, for tests to look at.</summary>
internal static class CliAnswers
{
    public static async Task<JsonElement> StatusAsync(this GantryProcess gantry) => Parse(await gantry.CliAsync("status", "--json"));

    /// <summary>The plugins by id; folders that could not be read stand under their names.</summary>
    public static async Task<Dictionary<string, JsonElement>> PluginsAsync(this GantryProcess gantry)
    {
        var list = Parse(await gantry.CliAsync("plugins", "list", "--json"));
        return list.GetProperty("plugins").EnumerateArray().ToDictionary(plugin => plugin.GetProperty("id").GetString()!);
    }

    /// <summary>The last retrieval of what a unique key names, with what became of each instance.</summary>
    public static async Task<JsonElement> RetrievalAsync(this GantryProcess gantry, string key)
    {
        var list = Parse(await gantry.CliAsync("retrieves", "--all", "--json"));
        var id = list.GetProperty("retrievals").EnumerateArray().First(retrieval => retrieval.GetProperty("keys").EnumerateArray().Any(known => known.GetString() == key)).Text("id");
        return Parse(await gantry.CliAsync("retrieves", "show", id!, "--json"));
    }

    public static string? Text(this JsonElement element, string property) => element.GetProperty(property).GetString();

    private static JsonElement Parse(CommandResult result)
    {
        using var json = JsonDocument.Parse(result.Succeeded().Output);
        return json.RootElement.Clone();
    }
}
