using System.Buffers;
using Gantry.Dicom;
using Xunit;

namespace Gantry.Contracts.Testing;

/// <summary>
/// What every <see cref="IInstanceStore"/> must do, as tests. Derive from it in a test project of xunit.v3 and give it a store; what was acknowledged is
/// then as safe in one medium as in another.
/// </summary>
public abstract partial class InstanceStoreSpecification : IAsyncLifetime
{
    private IInstanceStore? _store;

    /// <summary>The store of this test: empty, running.</summary>
    protected IInstanceStore Store => _store ?? throw new InvalidOperationException("The store is made when the test begins.");

    /// <summary>Cancelled when the test run is.</summary>
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => _store = await CreateAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DestroyAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes an empty store and starts it.</summary>
    protected abstract ValueTask<IInstanceStore> CreateAsync();

    /// <summary>Stops the store and removes what it holds.</summary>
    protected abstract ValueTask DestroyAsync();

    /// <summary>Stops the store, as a server does that is shut down, and starts it again on the same medium.</summary>
    protected abstract ValueTask<IInstanceStore> RestartAsync();

    /// <summary>An instance to store: a secondary capture of its own unless told otherwise.</summary>
    protected static InstanceDescription Describe(Uid? sopInstance = null, TransferSyntax? transferSyntax = null) => new()
    {
        SopClass = Uids.SecondaryCaptureImageStorage,
        SopInstance = sopInstance ?? Uid.New(),
        TransferSyntax = transferSyntax ?? TransferSyntax.ExplicitVRLittleEndian,
        SendingAETitle = new AETitle("SENDER"),
        ReceivingAETitle = new AETitle("GANTRY"),
    };

    /// <summary>Bytes that differ by the seed.</summary>
    protected static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
#pragma warning disable CA5394 // repeatable bytes, no secret
        new Random(seed).NextBytes(bytes);
#pragma warning restore CA5394
        return bytes;
    }

    /// <summary>Stores an instance.</summary>
    /// <param name="dataSet">The bytes of its data set.</param>
    /// <param name="description">What it is; a secondary capture of its own unless set.</param>
    /// <param name="study">Its study; one of its own unless set.</param>
    /// <param name="chunk">The bytes in each write.</param>
    protected async ValueTask<StoredInstance> AddAsync(byte[] dataSet, InstanceDescription? description = null, Uid? study = null, int chunk = 64 * 1024)
    {
        var writer = await Store.BeginAsync(description ?? Describe(), Cancellation).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            foreach (var part in dataSet.Chunk(chunk))
            {
                await writer.WriteAsync(new ReadOnlySequence<byte>(part), Cancellation).ConfigureAwait(false);
            }

            return await writer.CommitAsync(study ?? Uid.New(), Cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The bytes of a stored instance's data set.</summary>
    protected async ValueTask<byte[]> ReadAsync(string location)
    {
        var content = await Store.OpenAsync(location, Cancellation).ConfigureAwait(false);
        await using (content.ConfigureAwait(false))
        {
            using var bytes = new MemoryStream();
            await content.DataSet.CopyToAsync(bytes, Cancellation).ConfigureAwait(false);
            Assert.Equal(content.Length, bytes.Length);
            return bytes.ToArray();
        }
    }

    /// <summary>The locations of all instances, in ordinal order.</summary>
    protected async ValueTask<IReadOnlyList<string>> LocationsAsync()
    {
        var locations = new List<string>();
        await foreach (var location in Store.EnumerateAsync(Cancellation).ConfigureAwait(false))
        {
            locations.Add(location);
        }

        locations.Sort(StringComparer.Ordinal);
        return locations;
    }

    private async ValueTask RestartStoreAsync() => _store = await RestartAsync().ConfigureAwait(false);
}
