using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Gantry.Dicom;
using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>The real host below its supervisor.</summary>
internal sealed class SupervisedGantry : IAsyncDisposable
{
    private readonly StringBuilder _output;

    private SupervisedGantry(Process supervisor, StringBuilder output, string dataFolder)
    {
        Supervisor = supervisor;
        _output = output;
        DataFolder = dataFolder;
    }

    public Process Supervisor { get; }

    public string DataFolder { get; }

    public int HostId { get; private set; }

    public int DicomPort { get; private set; }

    public string Output => Programs.Text(_output);

    public static async Task<SupervisedGantry> StartAsync(TemporaryFolder folder, string pluginFolder, params string[] settings)
    {
        var data = folder.Folder("data");
        string[] arguments =
        [
            Checkout.HostAssembly, "--supervise", "--Gantry:DicomAddress", "127.0.0.1", "--Gantry:DicomPort", "0", "--Gantry:HttpPort", "0",
            "--Gantry:DataFolder", data, "--Gantry:PluginFolder", pluginFolder, .. settings,
        ];
        return new SupervisedGantry(Programs.Start("dotnet", arguments, out var output), output, data);
    }

    /// <summary>Waits for a host that is another than the one before.</summary>
    public Task HostServesAsync() => Until.TrueAsync(TryReadAdminFile, $"another host serves", TimeSpan.FromSeconds(90));

    /// <summary>Asks the bad citizen to do something.</summary>
    /// <returns>The final status and its comment; null where the association was lost.</returns>
    public async Task<(DimseStatus Status, string? Comment)?> AskAsync(string what)
    {
        try
        {
            var sopClass = new Uid("2.25.4711");
            await using var association = await Scu.ConnectAsync(DicomPort, [new ProposedContext(sopClass)]);
            var identifier = Scu.Identifier("STUDY").Add(Tags.PatientID, what).Build();
            var replies = association.InvokeManyAsync(
                association.Parameters.Find(sopClass)!, new CFindRq { SopClassUid = sopClass }, DataSetSource.Of(identifier), TestContext.Current.CancellationToken);
            var reply = await replies.LastAsync(TestContext.Current.CancellationToken);
            return (reply.Status, reply.Command.ErrorComment);
        }
        catch (AssociationException)
        {
            return null;
        }
    }

    public async Task<JsonElement> PluginAsync(string id)
    {
        var run = await Programs.RunAsync("dotnet", [Checkout.CliAssembly, "--data", DataFolder, "plugins", "list", "--json"]);
        using var json = JsonDocument.Parse(run.Succeeded().Output);
        return json.RootElement.GetProperty("plugins").EnumerateArray().Single(plugin => plugin.GetProperty("id").GetString() == id).Clone();
    }

    public Task<CommandResult> CliAsync(params string[] arguments) => Programs.RunAsync("dotnet", [Checkout.CliAssembly, "--data", DataFolder, .. arguments]);

    public async Task<int> StopAsync()
    {
        Signals.AskToStop(Supervisor);
        return await EndAsync();
    }

    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await Supervisor.WaitForExitAsync(patience.Token);
        return Supervisor.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Supervisor.HasExited)
        {
            Signals.AskToStop(Supervisor);
            await EndAsync();
        }

        Supervisor.Dispose();
    }

    private bool TryReadAdminFile()
    {
        Assert.False(Supervisor.HasExited, $"The supervisor ended:\n{Output}");
        var file = Path.Combine(DataFolder, "admin.json");
        if (!File.Exists(file))
        {
            return false;
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var id = json.RootElement.GetProperty("processId").GetInt32();
        if (id == HostId)
        {
            return false;
        }

        HostId = id;
        DicomPort = json.RootElement.GetProperty("dicomPort").GetInt32();
        return true;
    }
}
