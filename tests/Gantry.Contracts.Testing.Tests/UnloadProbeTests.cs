using Gantry.Dicom;
using Gantry.Dicom.Network;
using Xunit.Sdk;

namespace Gantry.Contracts.Testing.Tests;

/// <summary>The probe passes what unloads, and fails what does not. What it passes here are the plugins that come with a server.</summary>
public sealed class UnloadProbeTests
{
    [Fact]
    public Task A_plugin_that_imports_and_answers_is_collected() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.find"), async plugin =>
    {
        await plugin.Services.AddAsync();
        Assert.Single((await plugin.FindAsync(Uids.StudyRootQueryRetrieveInformationModelFind, Operations.AnyStudy)).Matches);
    });

    [Fact]
    public Task A_plugin_that_takes_instances_is_collected() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.storage"), async plugin =>
        Assert.Equal(DimseStatus.Success, (await plugin.StoreAsync(new SampleInstance().Attributes)).Status));

    [Fact]
    public Task A_plugin_with_threads_of_its_own_is_collected() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.filestore"), async plugin =>
    {
        var store = plugin.GetService<IInstanceStore>();
        var description = new InstanceDescription
        {
            SopClass = Uids.SecondaryCaptureImageStorage,
            SopInstance = Uid.New(),
            TransferSyntax = TransferSyntax.ExplicitVRLittleEndian,
        };
        await using var writer = await store.BeginAsync(description, CancellationToken.None);
        await writer.CommitAsync(Uid.New(), CancellationToken.None);
    });

    [Fact]
    public Task A_database_provider_is_collected_while_its_driver_stays() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("gantry.sqlite"), async plugin =>
    {
        var catalog = plugin.GetService<ICatalog>();
        await catalog.AddAsync([new SampleInstance().ToEntry()], CancellationToken.None);
        Assert.Equal(1, (await catalog.CountAsync(CancellationToken.None)).Instances);
    });

    [Fact]
    public async Task A_plugin_that_holds_on_to_a_static_event_is_found_out()
    {
        var failure = await Assert.ThrowsAsync<FailException>(() => UnloadProbe.AssertUnloadsAsync(
            BuiltPlugin.Folder("fixture.clinger"),
            async plugin =>
            {
                using var operation = new TestOperation();
                await plugin.ObserveAsync(operation.Completed(DimseCommand.CEcho));
            },
            patience: TimeSpan.FromSeconds(2)));
        Assert.Contains("stayed in memory", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_in_the_midst_is_the_tests_own_and_the_plugin_is_unloaded() =>
        await Assert.ThrowsAsync<EqualException>(() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("fixture.counter"), _ =>
        {
            Assert.Equal(1, 2);
            return Task.CompletedTask;
        }));
}
