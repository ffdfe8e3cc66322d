namespace Gantry.Cli.Tests;

/// <summary>Bodies as the host's administration writes them.</summary>
internal static class Answers
{
    public const string Status = """
        {"aeTitle":"GANTRY","dicomEndpoint":"[::]:11112","httpEndpoint":"http://127.0.0.1:8104","dataFolder":"/srv/gantry","version":"1.0.0",
         "startedAt":"2026-01-02T03:04:05+00:00","associations":{"current":2,"total":40,"rejected":1},
         "catalog":{"patients":3,"studies":4,"series":5,"instances":600,"bytes":1572864},"catalogProblem":null,"pluginsServing":5,"pluginsRefused":1}
        """;

    public static string Plugin(string version, int generation, string state = "Serving", string? refusal = null) => $$"""
        {"id":"gantry.find","version":"{{version}}","generation":{{generation}},"state":"{{state}}","folder":"/srv/plugins/gantry.find",
         "description":"Answers C-FIND.","provides":[],"requires":["ICatalog"],"serves":["C-FIND of Study Root Query/Retrieve Information Model - FIND"],"operations":0,
         "refusal":{{(refusal is null ? "null" : $"\"{refusal}\"")}},"canRollBack":true}
        """;

    public static string Plugins(string plugin, string retired = "") => $$"""{"plugins":[{{plugin}}],"retired":[{{retired}}]}""";

    public static string Retired(string version, int generation, bool unloaded, bool collected, int operations = 0, bool isKept = false) => $$"""
        {"id":"gantry.find","version":"{{version}}","generation":{{generation}},"retiredAt":"2026-01-02T03:04:05+00:00",
         "unloadedAt":{{(unloaded ? "\"2026-01-02T03:04:06+00:00\"" : "null")}},
         "collectedAt":{{(collected ? "\"2026-01-02T03:04:07+00:00\"" : "null")}},"operations":{{operations}},"isKept":{{(isKept ? "true" : "false")}},
         "steps":[{"step":"serve","milliseconds":7300000},{"step":"drain","milliseconds":5000,"goesOn":true}]}
        """;
}
