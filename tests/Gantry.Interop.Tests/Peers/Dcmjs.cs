using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gantry.Interop.Tests;

/// <summary>dcmjs-dimse, run by Node.js, as tools/test installs it.</summary>
internal sealed class Dcmjs : IAsyncDisposable
{
    private static readonly string Folder = Path.Combine(Checkout.Top, "tests", "Gantry.Interop.Tests", "Peers", "dcmjs");
    private readonly Process _process;
    private readonly StringBuilder _output;

    private Dcmjs(Process process, StringBuilder output, int port)
    {
        _process = process;
        _output = output;
        Port = port;
    }

    public int Port { get; }

    public string Output => Programs.Text(_output);

    public static string NodeOrSkip()
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", "dcmjs-dimse")), $"dcmjs-dimse is not installed (npm ci in {Folder}).");
        return Programs.FindOrSkip("node", "nodejs");
    }

    /// <summary>Notes in the report what went well.</summary>
    public static void Note(string service, string role, string more = "")
    {
        using var package = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "node_modules", "dcmjs-dimse", "package.json")));
        InteropReport.Note("dcmjs-dimse", package.RootElement.GetProperty("version").GetString()!, service, role, more);
    }

    /// <summary>Runs the SCU to its end.</summary>
    /// <returns>What it said: first how the association was answered, then each answer to a request.</returns>
    public static async Task<IReadOnlyList<JsonElement>> RunScuAsync(JsonObject plan)
    {
        var run = await Programs.RunAsync(NodeOrSkip(), [Path.Combine(Folder, "scu.js"), plan.ToJsonString()]);
        return [.. run.Succeeded().Lines.Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>Starts the SCP, which ends when this is disposed.</summary>
    /// <param name="at">The port; any free one unless set.</param>
    /// <param name="more">More arguments, as the script says.</param>
    public static async Task<Dcmjs> StartScpAsync(int? at = null, params string[] more)
    {
        var port = at ?? Ports.Free();
        var process = Programs.Start(NodeOrSkip(), [Path.Combine(Folder, "scp.js"), port.ToString(CultureInfo.InvariantCulture), .. more], out var output);
        await Until.TrueAsync(() => Ports.Answers(port), "dcmjs-dimse listens");
        return new Dcmjs(process, output, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
