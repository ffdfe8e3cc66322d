using Gantry.Dicom.Network;

namespace Gantry.Interop.Tests;

/// <summary>What a plugin throws where nobody catches does not end the server.</summary>
public sealed class FaultTests
{
    [Theory, Trait("Row", "throws on a thread, a timer or in an async void method of its own")]
    [InlineData("")]
    [InlineData("*")]
    public async Task Exceptions_on_a_plugins_own_threads_timers_and_async_void_methods_leave_the_server_serving(string kept)
    {
        using var folder = new TemporaryFolder();
        var plugins = PluginFolders.CopyOfBuilt(folder);
        PluginFolders.Drop(Checkout.Fixture("OutOfBand", "fixture.out-of-band"), plugins, "fixture.out-of-band");
        await using var gantry = await GantryProcess.StartAsync(
            folder.Folder("data"), plugins, "--Gantry:KeepInMemory", kept, "--Gantry:Logging:PatientData", "true"); // messages of exceptions, too

        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, Samples.Make()));

        foreach (var where in (string[])["a timer", "a thread", "an async void method"])
        {
            await Until.TrueAsync(() => gantry.Output.Contains($"thrown by {where}", StringComparison.Ordinal), $"the log tells of {where}");
        }

        Assert.Contains("OutOfBand threw where nobody catches; the host goes on", gantry.Output, StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, await Scu.StoreAsync(gantry.DicomPort, Samples.Make()));
        Assert.Equal(0, await gantry.StopAsync());
    }
}
