namespace Gantry.Contracts.Testing.Tests;

public sealed class InMemoryInstanceStoreTests : InstanceStoreSpecification
{
    private readonly InMemoryInstanceStore _store = new();

    protected override ValueTask<IInstanceStore> CreateAsync() => RestartAsync();

    protected override ValueTask<IInstanceStore> RestartAsync() => ValueTask.FromResult<IInstanceStore>(_store);

    protected override ValueTask DestroyAsync()
    {
        Assert.Equal(0, _store.OpenWriters);
        return ValueTask.CompletedTask;
    }
}
