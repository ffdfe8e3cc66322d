using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Records;

namespace Gantry.Dal.SqlServer.Tests;

// The specifications of what else a database keeps, on a real server.

public sealed class SqlServerJobQueueTests : JobQueueSpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<IJobQueue> CreateAsync() => new DatabaseCommitmentLedger(await _database.StartAsync());

    protected override async ValueTask<IJobQueue> RestartAsync() => new DatabaseCommitmentLedger(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

public sealed class SqlServerTransactionLogTests : TransactionLogSpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<ITransactionLog> CreateAsync() => new DatabaseTransactionLog(await _database.StartAsync());

    protected override async ValueTask<ITransactionLog> RestartAsync() => new DatabaseTransactionLog(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

public sealed class SqlServerSettingsHistoryTests : SettingsHistorySpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<ISettingsHistory> CreateAsync() => new DatabaseSettingsHistory(await _database.StartAsync());

    protected override async ValueTask<ISettingsHistory> RestartAsync() => new DatabaseSettingsHistory(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

public sealed class SqlServerUserStoreTests : UserStoreSpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<UserServices> CreateAsync() => Services(await _database.StartAsync());

    protected override async ValueTask<UserServices> RestartAsync() => Services(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();

    internal static UserServices Services(SqlServerCatalog catalog) =>
        new(new DatabaseUserStore(catalog), new DatabaseRoleStore(catalog), new DatabaseTokenStore(catalog));
}

public sealed class SqlServerTransferTests : DatabaseTransferSpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<DatabaseServices> CreateAsync() => Services(await _database.StartAsync());

    protected override async ValueTask<DatabaseServices> RestartAsync() => Services(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();

    private static DatabaseServices Services(SqlServerCatalog catalog) => new(
        new DatabaseTransfer(catalog),
        catalog,
        new DatabaseCommitmentLedger(catalog),
        new DatabaseTransactionLog(catalog),
        SqlServerUserStoreTests.Services(catalog),
        new DatabaseSettingsHistory(catalog));
}
