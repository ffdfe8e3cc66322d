using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Dal.Testing.Servers;

/// <summary>The plugin as a host has it: built folder, resident driver, collectible code.</summary>
public abstract class ServerUnloadSpecification<TCatalog>(ServerFixture<TCatalog> fixture)
    where TCatalog : class, ICatalog, IPluginLifecycle
{
    [Fact]
    public async Task It_is_collected_after_it_was_used_and_stopped()
    {
        await using var database = fixture.Make(fixture.Server);
        var (id, address) = (database.Context.Id, database.Context.Settings["ConnectionString"]);
        await UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder(id), UseAsync, () =>
        {
            var services = new TestServices(id);
            services.Context.With("ConnectionString", address).With("CreateDatabase", "true");
            return services;
        });
    }

    private static async Task UseAsync(PluginHarness plugin)
    {
        var catalog = plugin.GetService<ICatalog>();
        var world = new RandomWorld(7);
        var entries = world.Instances(20);
        await catalog.AddAsync(entries, CancellationToken.None);
        for (var i = 0; i < 40; i++)
        {
            await foreach (var _ in catalog.FindAsync(world.Query(), CancellationToken.None))
            {
                continue;
            }
        }

        await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([new SampleInstance().Without(Tags.SOPClassUID).ToEntry()], CancellationToken.None));
        foreach (var entry in entries)
        {
            await catalog.RemoveAsync(new InstanceSelection { Instances = [entry.Attributes.GetUids(Tags.SOPInstanceUID)[0]] }, CancellationToken.None);
        }

        Assert.Equal(0, (await catalog.CountAsync(CancellationToken.None)).Instances);
    }
}
