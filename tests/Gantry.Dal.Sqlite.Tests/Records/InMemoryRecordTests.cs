using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class InMemoryJobQueueTests : JobQueueSpecification
{
    private readonly InMemoryJobQueue _queue = new();

    protected override ValueTask<IJobQueue> CreateAsync() => RestartAsync();

    protected override ValueTask<IJobQueue> RestartAsync() => ValueTask.FromResult<IJobQueue>(_queue);

    protected override ValueTask DestroyAsync() => ValueTask.CompletedTask;
}

public sealed class InMemoryTransactionLogTests : TransactionLogSpecification
{
    private readonly InMemoryTransactionLog _log = new();

    protected override ValueTask<ITransactionLog> CreateAsync() => RestartAsync();

    protected override ValueTask<ITransactionLog> RestartAsync() => ValueTask.FromResult<ITransactionLog>(_log);

    protected override ValueTask DestroyAsync() => ValueTask.CompletedTask;
}

public sealed class InMemorySettingsHistoryTests : SettingsHistorySpecification
{
    private readonly InMemorySettingsHistory _history = new();

    protected override ValueTask<ISettingsHistory> CreateAsync() => RestartAsync();

    protected override ValueTask<ISettingsHistory> RestartAsync() => ValueTask.FromResult<ISettingsHistory>(_history);

    protected override ValueTask DestroyAsync() => ValueTask.CompletedTask;
}

public sealed class InMemoryUserStoreTests : UserStoreSpecification
{
    private readonly UserServices _services;

    public InMemoryUserStoreTests()
    {
        var users = new InMemoryUserStore();
        _services = new UserServices(users, new InMemoryRoleStore(), new InMemoryTokenStore(users));
    }

    protected override ValueTask<UserServices> CreateAsync() => RestartAsync();

    protected override ValueTask<UserServices> RestartAsync() => ValueTask.FromResult(_services);

    protected override ValueTask DestroyAsync() => ValueTask.CompletedTask;
}

public sealed class InMemoryTransferTests : DatabaseTransferSpecification
{
    private readonly TestServices _services = new();

    protected override ValueTask<DatabaseServices> CreateAsync() => RestartAsync();

    protected override ValueTask<DatabaseServices> RestartAsync() => ValueTask.FromResult(DatabaseServices.Of(_services));

    protected override ValueTask DestroyAsync()
    {
        _services.Dispose();
        return ValueTask.CompletedTask;
    }
}
