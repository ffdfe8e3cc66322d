using Gantry.Contracts;
using Gantry.Dicom;
using Gantry.Host.Plugins.Composition;

namespace Gantry.Host.Databases.Services;

internal sealed class GatedCatalog(OperationLeases leases) : GatedService<ICatalog>(leases), ICatalog
{
    public ValueTask<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken) =>
        WriteAsync(catalog => catalog.AddAsync(entries, cancellationToken), changes => changes.Note(TransferKind.Instance, Uids(entries)), cancellationToken);

    public ValueTask SyncAsync(CancellationToken cancellationToken) => Current.SyncAsync(cancellationToken);

    public ValueTask<bool> ReplaceAsync(CatalogEntry entry, string location, CancellationToken cancellationToken) => WriteAsync(
        catalog => catalog.ReplaceAsync(entry, location, cancellationToken), changes => changes.Note(TransferKind.Instance, Uids([entry])), cancellationToken);

    public IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, CancellationToken cancellationToken) => Current.FindAsync(query, cancellationToken);

    public IAsyncEnumerable<CatalogInstance> SelectAsync(InstanceSelection selection, CancellationToken cancellationToken) => Current.SelectAsync(selection, cancellationToken);

    public ValueTask<IReadOnlyList<CatalogInstance>> RemoveAsync(InstanceSelection selection, CancellationToken cancellationToken) => WriteAsync(
        catalog => catalog.RemoveAsync(selection, cancellationToken),
        (changes, removed) => changes.Note(TransferKind.Instance, removed.Select(instance => instance.SopInstance.Value)),
        changes => changes.NoteAll(TransferKind.Instance),
        cancellationToken);

    public ValueTask<CatalogCounts> CountAsync(CancellationToken cancellationToken) => Current.CountAsync(cancellationToken);

    private static IEnumerable<string> Uids(IReadOnlyList<CatalogEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Attributes.TryGetUid(Tags.SOPInstanceUID, out var uid))
            {
                yield return uid.Value;
            }
        }
    }
}
