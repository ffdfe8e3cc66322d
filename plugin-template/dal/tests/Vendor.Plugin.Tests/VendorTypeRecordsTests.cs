using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace VendorNamespace.Tests;

// Whatever else the database keeps, by the specification of each: one queue stands for all three, which differ in their kind alone.

/// <summary>Storage commitments, as every queue of jobs.</summary>
public sealed class VendorTypeJobQueueTests : JobQueueSpecification
{
    private readonly TestDatabase _database = new();

    protected override ValueTask<IJobQueue> CreateAsync() => RestartAsync();

    protected override async ValueTask<IJobQueue> RestartAsync() => new VendorTypeCommitmentLedger(await _database.StartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

/// <summary>The transaction log.</summary>
public sealed class VendorTypeTransactionLogTests : TransactionLogSpecification
{
    private readonly TestDatabase _database = new();

    protected override ValueTask<ITransactionLog> CreateAsync() => RestartAsync();

    protected override async ValueTask<ITransactionLog> RestartAsync() => new VendorTypeTransactionLog(await _database.StartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

/// <summary>The history of settings.</summary>
public sealed class VendorTypeSettingsHistoryTests : SettingsHistorySpecification
{
    private readonly TestDatabase _database = new();

    protected override ValueTask<ISettingsHistory> CreateAsync() => RestartAsync();

    protected override async ValueTask<ISettingsHistory> RestartAsync() => new VendorTypeSettingsHistory(await _database.StartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

/// <summary>Users, roles and tokens.</summary>
public sealed class VendorTypeUserStoreTests : UserStoreSpecification
{
    private readonly TestDatabase _database = new();

    protected override ValueTask<UserServices> CreateAsync() => RestartAsync();

    protected override async ValueTask<UserServices> RestartAsync()
    {
        var database = await _database.StartAsync();
        return new UserServices(new VendorTypeUserStore(database), new VendorTypeRoleStore(database), new VendorTypeTokenStore(database));
    }

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

/// <summary>A move of all that the database keeps, to another database and from one.</summary>
public sealed class VendorTypeTransferTests : DatabaseTransferSpecification
{
    private readonly TestDatabase _database = new();

    protected override ValueTask<DatabaseServices> CreateAsync() => RestartAsync();

    protected override async ValueTask<DatabaseServices> RestartAsync()
    {
        var database = await _database.StartAsync();
        return new DatabaseServices(
            new VendorTypeTransfer(database),
            database,
            new VendorTypeCommitmentLedger(database),
            new VendorTypeTransactionLog(database),
            new UserServices(new VendorTypeUserStore(database), new VendorTypeRoleStore(database), new VendorTypeTokenStore(database)),
            new VendorTypeSettingsHistory(database));
    }

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}
