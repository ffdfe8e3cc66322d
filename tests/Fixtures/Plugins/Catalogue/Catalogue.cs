using System.Composition;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Fixtures.Catalogue;

[Export(typeof(ICatalog)), Shared]
[method: ImportingConstructor]
public sealed class Catalogue(IPluginContext context) : ICatalog
{
    public ValueTask<CatalogCounts> CountAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new CatalogCounts(Version.Parse(context.Version).Major, 0, 0, 0, 0));

    public ValueTask<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken) =>
        throw new CatalogException("This catalogue takes nothing.");

    public ValueTask<bool> ReplaceAsync(CatalogEntry entry, string location, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, CancellationToken cancellationToken) => AsyncEnumerable.Empty<DicomDataSet>();

    public IAsyncEnumerable<CatalogInstance> SelectAsync(InstanceSelection selection, CancellationToken cancellationToken) =>
        AsyncEnumerable.Empty<CatalogInstance>();

    public ValueTask<IReadOnlyList<CatalogInstance>> RemoveAsync(InstanceSelection selection, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<CatalogInstance>>([]);
}
