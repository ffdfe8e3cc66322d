using Gantry.Contracts;
using Microsoft.Extensions.Time.Testing;

namespace Gantry.Plugins.Commit.Tests;

/// <summary>A store that takes half a minute to open an instance.</summary>
internal sealed class SlowStore(IInstanceStore inner, FakeTimeProvider time) : IInstanceStore
{
    private int _opened;

    public int Opened => _opened;

    public ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken) => inner.BeginAsync(description, cancellationToken);

    public ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _opened);
        time.Advance(TimeSpan.FromSeconds(30));
        return inner.OpenAsync(location, cancellationToken);
    }

    public ValueTask DeleteAsync(string location, CancellationToken cancellationToken) => inner.DeleteAsync(location, cancellationToken);

    public IAsyncEnumerable<string> EnumerateAsync(CancellationToken cancellationToken) => inner.EnumerateAsync(cancellationToken);
}
