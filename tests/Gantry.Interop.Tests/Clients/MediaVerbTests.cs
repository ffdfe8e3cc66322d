using Gantry.Dicom;

namespace Gantry.Interop.Tests;

/// <summary><c>gantry media</c> with another implementation's normalized services.</summary>
public sealed class MediaVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Media_are_created_initiated_and_looked_after_at_dcmjs()
    {
        await using var scp = await Dcmjs.StartScpAsync();
        var (peer, sample) = ($"DCMJS@127.0.0.1:{scp.Port}", Samples.Make());
        File.WriteAllBytes(_folder.File("1.dcm"), sample.File());

        var created = (await CliAsync("media", "create", peer, _folder.File("1.dcm"), "--label", "A disc", "--copies", "3", "--priority", "high")).Succeeded();
        var request = Assert.Single(created.Lines, line => Uid.TryParse(line, out var uid) && !uid.IsEmpty);
        Assert.Contains(sample.Instance.Value, scp.Output, StringComparison.Ordinal); // what N-CREATE refers to
        Assert.Contains("\"RequestPriority\":\"HIGH\"", scp.Output, StringComparison.Ordinal);
        Dcmjs.Note("media creation: N-CREATE, N-ACTION", "SCP");

        var status = (await CliAsync("media", "status", peer, request, "--wait")).Succeeded();
        Assert.Contains("DONE NORMAL, 1 made", status.Output, StringComparison.Ordinal);
        Dcmjs.Note("media creation: N-GET", "SCP");

        (await CliAsync("media", "cancel", peer, request)).Succeeded();
        Assert.Equal(1, (await CliAsync("media", "status", peer, request)).ExitCode);

        var unknown = (await CliAsync("media", "status", peer, "2.25.404")).Failed();
        Assert.Equal((2, true), (unknown.ExitCode, unknown.Output.Contains("0112H", StringComparison.Ordinal)));
    }

    private static Task<CommandResult> CliAsync(params string[] arguments) => Programs.RunAsync("dotnet", [Checkout.CliAssembly, .. arguments]);
}
