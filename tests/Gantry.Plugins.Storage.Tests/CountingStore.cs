using System.Buffers;
using Gantry.Contracts;
using Gantry.Dicom;

namespace Gantry.Plugins.Storage.Tests;

/// <summary>A store that only counts.</summary>
internal sealed class CountingStore : IInstanceStore, IInstanceWriter
{
    public long Written { get; private set; }

    public ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken) => ValueTask.FromResult<IInstanceWriter>(this);

    public ValueTask WriteAsync(ReadOnlySequence<byte> bytes, CancellationToken cancellationToken)
    {
        Written += bytes.Length;
        return ValueTask.CompletedTask;
    }

    public ValueTask<StoredInstance> CommitAsync(Uid study, CancellationToken cancellationToken) => ValueTask.FromResult(new StoredInstance("counted", Written, 0));

    public ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DeleteAsync(string location, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<string> EnumerateAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
