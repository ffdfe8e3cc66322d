using Gantry.Contracts;

namespace Gantry.Plugins.Commit.Tests;

/// <summary>A store that opens nothing before it is let.</summary>
internal sealed class GatedStore(IInstanceStore inner, Task gate) : IInstanceStore
{
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody waits.</summary>
    public Task Waiting => _waiting.Task;

    public ValueTask<IInstanceWriter> BeginAsync(InstanceDescription description, CancellationToken cancellationToken) => inner.BeginAsync(description, cancellationToken);

    public async ValueTask<InstanceContent> OpenAsync(string location, CancellationToken cancellationToken)
    {
        _waiting.TrySetResult();
        await gate;
        return await inner.OpenAsync(location, cancellationToken);
    }

    public ValueTask DeleteAsync(string location, CancellationToken cancellationToken) => inner.DeleteAsync(location, cancellationToken);

    public IAsyncEnumerable<string> EnumerateAsync(CancellationToken cancellationToken) => inner.EnumerateAsync(cancellationToken);
}
