using System.Buffers;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>A store in which a rebuild of the catalog finds each instance before whoever stores it has catalogued it.</summary>
internal sealed class IndexingStore(StorageFixture fixture) : IInstanceStore
{
    private readonly InMemoryInstanceStore _store = fixture.Store;

    public async ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken) =>
        new Writer(this, await _store.BeginAsync(description, cancellationToken));

    public ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken) => _store.OpenAsync(location, cancellationToken);

    public ValueTask DeleteAsync(string location, CancellationToken cancellationToken) => _store.DeleteAsync(location, cancellationToken);

    public IAsyncEnumerable<string> EnumerateAsync(CancellationToken cancellationToken) => _store.EnumerateAsync(cancellationToken);

    private sealed class Writer(IndexingStore indexing, IInstanceWriter writer) : IInstanceWriter
    {
        public ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken) => writer.WriteAsync(bytes, cancellationToken);

        public async ValueTask<StoredInstance> CommitAsync(Uid study, CancellationToken cancellationToken)
        {
            var stored = await writer.CommitAsync(study, cancellationToken);
            await indexing.IndexAsync(stored.Location, cancellationToken);
            return stored;
        }

        public ValueTask DisposeAsync() => writer.DisposeAsync();
    }

    private async ValueTask IndexAsync(string location, CancellationToken cancellationToken)
    {
        var entry = await new StoredInstanceReader(_store, fixture.SetAside, fixture.Settings, TimeProvider.System).ReadAsync(location, cancellationToken);
        await fixture.Catalog.AddAsync([entry], cancellationToken);
    }
}
