using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry.Interop.Tests;

/// <summary>Clients of DICOMweb that live in a browser, driven by Node.js, as tools/test installs them.</summary>
internal static class WebClients
{
    private static readonly string Folder = Path.Combine(Checkout.Top, "tests", "Gantry.Interop.Tests", "Peers", "web");
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Has dicomweb-client call methods of its own, one after the other.</summary>
    /// <returns>What each gave: <c>value</c>, or <c>error</c> and <c>status</c>.</returns>
    public static async Task<IReadOnlyList<JsonElement>> CallAsync(GantryProcess gantry, params (string Name, JsonObject Options)[] calls)
    {
        var plan = Plan("dicomweb-client", gantry);
        plan["calls"] = new JsonArray([.. calls.Select(call => new JsonObject { ["name"] = call.Name, ["options"] = call.Options })]);
        return await RunAsync("client.js", plan);
    }

    /// <summary>Has OHIF show the list of studies and open one.</summary>
    /// <returns>What ohif.js says of it.</returns>
    public static async Task<JsonElement> ShowInOhifAsync(GantryProcess gantry, string description, string study, string screenshots)
    {
        var plan = Plan("@ohif/app", gantry);
        (plan["description"], plan["study"], plan["screenshots"]) = (description, study, screenshots);
        return Assert.Single(await RunAsync("ohif.js", plan));
    }

    /// <summary>Notes in the report what went well.</summary>
    public static void Note(string package, string service)
    {
        using var about = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "node_modules", package, "package.json")));
        InteropReport.Note(package, about.RootElement.GetProperty("version").GetString()!, service, "client");
    }

    private static JsonObject Plan(string package, GantryProcess gantry)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", package)), $"{package} is not installed (npm ci in {Folder}).");
        return new JsonObject { ["url"] = gantry.AdminUrl, ["token"] = gantry.AdminToken, ["chromium"] = Programs.FindOrSkip("chromium", "chromium") };
    }

    private static async Task<IReadOnlyList<JsonElement>> RunAsync(string script, JsonObject plan)
    {
        using var process = Programs.Start(Programs.FindOrSkip("node", "nodejs"), [Path.Combine(Folder, script)], out var output);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        either.CancelAfter(Patience);
        try
        {
            await process.StandardInput.WriteAsync(plan.ToJsonString().AsMemory(), either.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{script} did not end in time. It said:\n{Programs.Text(output)}");
        }

        var result = new CommandResult(script, process.ExitCode, Programs.Text(output));
        return [.. result.Succeeded().Lines.Where(line => line.StartsWith("{\"", StringComparison.Ordinal)).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
