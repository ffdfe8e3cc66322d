using Gantry.Dicom.Network;

namespace Gantry.Contracts.Testing.Tests;

/// <summary>The harness treats a plugin as a host does.</summary>
public sealed class PluginHarnessTests
{
    [Fact]
    public async Task A_handler_gets_the_services_in_memory()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(Fixtures.Finder.Finder).Assembly);
        await plugin.Services.AddAsync();

        var (response, matches) = await plugin.FindAsync(Dicom.Uids.StudyRootQueryRetrieveInformationModelFind, Operations.AnyStudy);

        Assert.Equal((DimseStatus.Success, "finder 1.0.0, catalogue 1"), (response.Status, response.ErrorComment));
        Assert.Empty(matches);
        Assert.Equal([typeof(ICFindHandler)], plugin.Contracts);
    }

    [Fact]
    public async Task A_plugin_that_is_found_and_moved_from_gives_what_was_stored()
    {
        using var services = new TestServices();
        var sample = await services.AddAsync();
        var ae = services.RemoteNodes.Add(new Dicom.AETitle("SINK"));
        await using var find = await PluginHarness.LoadAsync(BuiltPlugin.Folder("gantry.find"), services);
        await using var move = await PluginHarness.LoadAsync(BuiltPlugin.Folder("gantry.move"), services);

        var found = await find.FindAsync(Dicom.Uids.StudyRootQueryRetrieveInformationModelFind, Operations.AnyStudy);
        var moved = await move.MoveAsync(Dicom.Uids.StudyRootQueryRetrieveInformationModelMove, new Dicom.AETitle("SINK"), Operations.Study(sample));

        Assert.Equal(sample.Study.Value, Assert.Single(found.Matches).GetString(Dicom.Tags.StudyInstanceUID));
        Assert.Equal(DimseStatus.Success, moved.Response.Status);
        Assert.Equal(sample.SopInstance, Assert.Single(ae.Received).SopInstance);
    }

    [Fact]
    public async Task A_peer_that_cancels_after_a_match_gets_no_second_one()
    {
        using var services = new TestServices();
        await services.AddAsync();
        await services.AddAsync();
        await services.AddAsync();
        await using var plugin = await PluginHarness.LoadAsync(BuiltPlugin.Folder("gantry.find"), services);
        using var operation = new TestOperation { CancelsAfter = 1 };

        var (response, matches) = await plugin.FindAsync(Dicom.Uids.StudyRootQueryRetrieveInformationModelFind, Operations.AnyStudy, operation);

        Assert.Equal(DimseStatus.Cancel, response.Status);
        Assert.Single(matches);
    }

    [Fact]
    public async Task A_data_set_that_is_stored_is_in_the_services()
    {
        await using var plugin = await PluginHarness.LoadAsync(BuiltPlugin.Folder("gantry.storage"));
        var sample = new SampleInstance();

        var response = await plugin.StoreAsync(sample.Attributes);

        Assert.Equal(DimseStatus.Success, response.Status);
        Assert.Equal(1, (await plugin.Services.Catalog.CountAsync(TestContext.Current.CancellationToken)).Instances);
        Assert.Single(plugin.Services.InstanceStore.Locations);
    }

    [Fact]
    public async Task A_shared_observer_is_one_for_all_operations()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(Fixtures.Counter.Counter).Assembly);
        using var operation = new TestOperation();

        for (var i = 0; i < 3; i++)
        {
            await plugin.ObserveAsync(operation.Completed(DimseCommand.CEcho));
        }

        Assert.Equal("3", await File.ReadAllTextAsync(Path.Combine(plugin.Services.Context.DataFolder, "count"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_a_plugin_does_not_have_is_said()
    {
        await using var plugin = await PluginHarness.StartAsync(typeof(Fixtures.Finder.Finder).Assembly);
        using var operation = new TestOperation();

        var find = await Assert.ThrowsAsync<InvalidOperationException>(async () => await plugin.FindAsync(new Dicom.Uid("2.25.1"), Operations.AnyStudy));
        var observe = await Assert.ThrowsAsync<InvalidOperationException>(async () => await plugin.ObserveAsync(operation.Completed(DimseCommand.CFind)));
        var service = Assert.Throws<InvalidOperationException>(plugin.GetService<ICatalog>);

        Assert.Equal("The plugin has no ICFindHandler for 2.25.1.", find.Message);
        Assert.Equal("The plugin does not export IOperationObserver.", observe.Message);
        Assert.Equal("The plugin does not export ICatalog.", service.Message);
    }

    [Fact]
    public async Task What_no_plugin_provides_fails_the_operation_and_not_the_start()
    {
        using var services = new TestServices().Without<ICatalog>();
        await using var plugin = await PluginHarness.StartAsync(typeof(Fixtures.Finder.Finder).Assembly, services);

        var failure = await Assert.ThrowsAnyAsync<InvalidOperationException>(
            async () => await plugin.FindAsync(Dicom.Uids.StudyRootQueryRetrieveInformationModelFind, Operations.AnyStudy));

        Assert.Equal("No plugin provides ICatalog.", failure.Message);
    }

    [Fact]
    public async Task A_shared_part_that_imports_another_plugins_service_is_refused_as_by_a_host()
    {
        var refusal = await Assert.ThrowsAsync<PluginRefusedException>(
            async () => await PluginHarness.LoadAsync(BuiltPlugin.Folder("fixture.shared-import")));
        Assert.Equal("A [Shared] part imports ICatalog, which another plugin provides; only parts that are made for each operation may.", refusal.Message);
    }

    [Fact]
    public async Task Two_handlers_for_one_SOP_class_are_refused_as_by_a_host() => Assert.Equal(
        "Gantry.Fixtures.TwoHandlers.First and Gantry.Fixtures.TwoHandlers.Second both serve CFind of 1.2.840.10008.5.1.4.1.2.1.1.",
        (await Assert.ThrowsAsync<PluginRefusedException>(async () => await PluginHarness.LoadAsync(BuiltPlugin.Folder("fixture.two-handlers")))).Message);

    [Fact]
    public async Task A_constructor_that_throws_comes_through() => Assert.Equal(
        "The licence file is missing.",
        (await Assert.ThrowsAsync<InvalidOperationException>(async () => await PluginHarness.LoadAsync(BuiltPlugin.Folder("fixture.throws")))).Message);

    [Fact]
    public async Task A_folder_that_is_no_plugin_is_refused()
    {
        var empty = Directory.CreateTempSubdirectory("gantry-");
        try
        {
            var refusal = await Assert.ThrowsAsync<PluginRefusedException>(async () => await PluginHarness.LoadAsync(empty.FullName));
            Assert.StartsWith("There is no plugin.json in ", refusal.Message, StringComparison.Ordinal);

            await File.WriteAllTextAsync(Path.Combine(empty.FullName, "plugin.json"), """{ "id": "acme.find" """, TestContext.Current.CancellationToken);
            refusal = await Assert.ThrowsAsync<PluginRefusedException>(async () => await PluginHarness.LoadAsync(empty.FullName));
            Assert.StartsWith("plugin.json is not a manifest: ", refusal.Message, StringComparison.Ordinal);

            await File.WriteAllTextAsync(Path.Combine(empty.FullName, "plugin.json"), """{ "id": "acme.find", "assembly": "Acme.dll" }""", TestContext.Current.CancellationToken);
            refusal = await Assert.ThrowsAsync<PluginRefusedException>(async () => await PluginHarness.LoadAsync(empty.FullName));
            Assert.Equal("The assembly Acme.dll is not in the folder.", refusal.Message);
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_with_a_copy_of_the_contracts_is_refused()
    {
        var copy = Directory.CreateTempSubdirectory("gantry-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(BuiltPlugin.Folder("fixture.counter")).Append(typeof(ICatalog).Assembly.Location))
            {
                File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
            }

            var refusal = await Assert.ThrowsAsync<PluginRefusedException>(async () => await PluginHarness.LoadAsync(copy.FullName));
            Assert.Equal("The folder has a copy of Gantry.Contracts.dll, which the host shares with its plugins: remove it.", refusal.Message);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_plugin_that_is_not_referenced_is_not_beside_the_tests()
    {
        var failure = Assert.Throws<DirectoryNotFoundException>(() => BuiltPlugin.Folder("acme.none"));
        Assert.Contains("fixture.counter", failure.Message, StringComparison.Ordinal);
    }
}
