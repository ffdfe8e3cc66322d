using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>
/// What every <see cref="ICatalog"/> must do, as tests. Derive from it in a test project of xunit.v3 and give it a catalog; the answers of all
/// databases are then the same.
/// </summary>
public abstract partial class CatalogSpecification : IAsyncLifetime
{
    private ICatalog? _catalog;

    /// <summary>The catalog of this test: empty, running.</summary>
    protected ICatalog Catalog => _catalog ?? throw new InvalidOperationException("The catalog is made when the test begins.");

    /// <summary>Cancelled when the test run is.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => _catalog = await CreateAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DestroyAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes an empty catalog and starts it.</summary>
    protected abstract ValueTask<ICatalog> CreateAsync();

    /// <summary>Stops the catalog and removes its database.</summary>
    protected abstract ValueTask DestroyAsync();

    /// <summary>Stops the catalog, as a server does that is shut down, and starts it again on the same database.</summary>
    protected abstract ValueTask<ICatalog> RestartAsync();

    /// <summary>Adds an instance.</summary>
    protected async ValueTask<AddOutcome> AddAsync(SampleInstance instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        return Assert.Single(await Catalog.AddAsync([instance.ToEntry()], Cancellation).ConfigureAwait(false));
    }

    /// <summary>Adds instances, in one call.</summary>
    protected async ValueTask AddAllAsync(params IEnumerable<SampleInstance> instances) =>
        await Catalog.AddAsync([.. instances.Select(instance => instance.ToEntry())], Cancellation).ConfigureAwait(false);

    /// <summary>All that a query finds.</summary>
    protected async ValueTask<IReadOnlyList<DicomDataSet>> FindAsync(QueryLevel level, DicomDataSetBuilder keys, QueryRoot root = QueryRoot.Study, int? limit = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var query = new CatalogQuery { Root = root, Level = level, Keys = keys.Build(), Limit = limit };
        return await CollectAsync(Catalog.FindAsync(query, Cancellation)).ConfigureAwait(false);
    }

    /// <summary>All that is selected.</summary>
    protected async ValueTask<IReadOnlyList<CatalogInstance>> SelectAsync(InstanceSelection selection) =>
        await CollectAsync(Catalog.SelectAsync(selection, Cancellation)).ConfigureAwait(false);

    /// <summary>The elements of a sequence.</summary>
    protected static async ValueTask<IReadOnlyList<T>> CollectAsync<T>(IAsyncEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var list = new List<T>();
        await foreach (var element in source.ConfigureAwait(false))
        {
            list.Add(element);
        }

        return list;
    }

    private async ValueTask RestartCatalogAsync() => _catalog = await RestartAsync().ConfigureAwait(false);
}
