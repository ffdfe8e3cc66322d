using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace VendorNamespace.Tests;

/// <summary>The plugin can be replaced while a server works: the driver stays in memory, nothing of the plugin's own does.</summary>
public sealed class UnloadTests
{
    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("vendor-plugin-id"), async plugin =>
    {
        var (catalog, sample) = (plugin.GetService<ICatalog>(), new SampleInstance());
        await catalog.AddAsync([sample.ToEntry()], CancellationToken.None);
        var query = new CatalogQuery
        {
            Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = new DicomDataSetBuilder().Add(Tags.PatientName, "ANON*").Build(),
        };
        Assert.Single(await catalog.FindAsync(query, CancellationToken.None).ToListAsync(CancellationToken.None));
    });
}
