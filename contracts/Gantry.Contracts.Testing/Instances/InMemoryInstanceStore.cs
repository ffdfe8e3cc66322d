using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Gantry.Dicom;

namespace Gantry.Contracts.Testing;

/// <summary>An instance store in memory.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class InMemoryInstanceStore : IInstanceStore
{
    private readonly ConcurrentDictionary<string, Kept> _instances = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _uncertain = new(StringComparer.Ordinal);
    private int _last;
    private int _open;

    /// <summary>The locations of all instances.</summary>
    public IReadOnlyCollection<string> Locations => [.. _instances.Keys];

    /// <summary>The writers begun and neither committed nor disposed: 0 once all operations have ended.</summary>
    public int OpenWriters => _open;

    /// <summary>Thrown by the next writes, commits, openings and deletions; null for none.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Thrown by the next commits alone; null for none.</summary>
    public Exception? CommitFault { get; set; }

    /// <summary>The clock by which it tells when instances were stored; null, as it is unless set, to play a store that cannot tell.</summary>
    public TimeProvider? Time { get; set; }

    /// <summary>False to play a store that keeps no digests; true unless set.</summary>
    public bool KeepsDigests { get; set; } = true;

    /// <summary>False to play a store that remembers nothing for the catalog; true unless set.</summary>
    public bool RemembersForCatalog { get; set; } = true;

    /// <summary>The names of its volumes; none unless set.</summary>
    public IReadOnlyList<string> Volumes { get; set; } = [];

    /// <summary>The volume that an instance lies on, by its location; without a name unless set.</summary>
    public Func<string, string?> VolumeOf { get; set; } = _ => null;

    /// <summary>The bytes at a location.</summary>
    /// <exception cref="KeyNotFoundException">There is nothing.</exception>
    public ReadOnlyMemory<byte> BytesAt(string location) => _instances[location].Bytes;

    /// <summary>What was said of the instance at a location.</summary>
    /// <exception cref="KeyNotFoundException">There is nothing.</exception>
    public InstanceDescription DescriptionAt(string location) => _instances[location].Description;

    /// <summary>Stores an instance at once.</summary>
    public StoredInstance Add(InstanceDescription description, ReadOnlyMemory<byte> dataSet)
    {
        var location = $"memory-{Interlocked.Increment(ref _last)}";
        _instances[location] = new(description, dataSet.ToArray(), KeepsDigests ? SHA256.HashData(dataSet.Span) : [], Time?.GetUtcNow());
        return new StoredInstance(location, dataSet.Length, 0);
    }

    /// <summary>Puts other bytes in the place of an instance's own, as a failing disk does: nothing else of it changes, the digest included.</summary>
    /// <exception cref="KeyNotFoundException">There is nothing.</exception>
    public void Damage(string location, ReadOnlyMemory<byte> bytes) => _instances[location] = _instances[location] with { Bytes = bytes.ToArray() };

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> GetVolumesAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Volumes);

    /// <inheritdoc/>
    public ValueTask<string?> FindVolumeAsync(string location, CancellationToken cancellationToken) => ValueTask.FromResult(_instances.ContainsKey(location) ? VolumeOf(location) : null);

    /// <inheritdoc/>
    public ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _open);
        return ValueTask.FromResult<IInstanceWriter>(new Writer(this, description));
    }

    /// <inheritdoc/>
    public ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowFault();
        var (description, bytes, digest, storedAt) = _instances.TryGetValue(location, out var found) ? found : throw new FileNotFoundException("There is no instance at the location.");
        var pipe = PipeReader.Create(new ReadOnlySequence<byte>(bytes));
        return ValueTask.FromResult(new InstanceContent(description.SopClass, description.SopInstance, description.TransferSyntax, pipe, bytes.Length)
        {
            Digest = digest,
            SendingAETitle = description.SendingAETitle,
            StoredAt = storedAt,
            ReceivedDigest = KeepsDigests ? description.ReceivedDigest : default,
        });
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(string location, CancellationToken cancellationToken)
    {
        ThrowFault();
        _instances.TryRemove(location, out _);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> EnumerateAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var location in _instances.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return location;
            await Task.Yield();
        }
    }

    /// <inheritdoc/>
    /// <remarks>Those that are not released now, as if the store had just started.</remarks>
    public ValueTask<IReadOnlyList<string>> ListUncertainAsync(CancellationToken cancellationToken)
    {
        ThrowFault();
        return ValueTask.FromResult<IReadOnlyList<string>>([.. _uncertain.Keys.Order(StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(IReadOnlyCollection<string> locations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(locations);
        ThrowFault();
        foreach (var location in locations)
        {
            _uncertain.TryRemove(location, out _);
        }

        return ValueTask.CompletedTask;
    }

    private void ThrowFault()
    {
        if (Fault is { } fault)
        {
            throw fault;
        }
    }

    private sealed record Kept(InstanceDescription Description, byte[] Bytes, byte[] Digest, DateTimeOffset? StoredAt);

    private sealed class Recovery(InMemoryInstanceStore store, string location) : IInstanceRecovery
    {
        public void Release() => store._uncertain.TryRemove(location, out _);
    }

    private sealed class Writer(InMemoryInstanceStore store, InstanceDescription description) : IInstanceWriter
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();
        private bool _isEnded;

        public ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            store.ThrowFault();
            foreach (var segment in bytes)
            {
                _bytes.Write(segment.Span);
            }

            return ValueTask.CompletedTask;
        }

        public async ValueTask<StoredInstance> CommitAsync(Uid study, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            store.ThrowFault();
            ObjectDisposedException.ThrowIf(_isEnded, this);
            if (store.CommitFault is { } fault)
            {
                throw fault;
            }

            var stored = store.Add(description, _bytes.WrittenMemory);
            await DisposeAsync().ConfigureAwait(false);
            return stored;
        }

        public async ValueTask<StoredInstance> CommitRecoverablyAsync(Uid study, CancellationToken cancellationToken)
        {
            var stored = await CommitAsync(study, cancellationToken).ConfigureAwait(false);
            if (!store.RemembersForCatalog)
            {
                return stored;
            }

            store._uncertain[stored.Location] = true;
            return stored with { Recovery = new Recovery(store, stored.Location) };
        }

        public ValueTask DisposeAsync()
        {
            if (!_isEnded)
            {
                _isEnded = true;
                Interlocked.Decrement(ref store._open);
            }

            return ValueTask.CompletedTask;
        }
    }
}
