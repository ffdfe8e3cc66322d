using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.SqlServer.Tests;

// The specifications of what else a database keeps, on a real server.

public sealed class SqlServerJobQueueTests : JobQueueSpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<IJobQueue> CreateAsync() => new SqlServerCommitmentLedger(await _database.StartAsync());

    protected override async ValueTask<IJobQueue> RestartAsync() => new SqlServerCommitmentLedger(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

public sealed class SqlServerTransactionLogTests : TransactionLogSpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<ITransactionLog> CreateAsync() => new SqlServerTransactionLog(await _database.StartAsync());

    protected override async ValueTask<ITransactionLog> RestartAsync() => new SqlServerTransactionLog(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

public sealed class SqlServerSettingsHistoryTests : SettingsHistorySpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<ISettingsHistory> CreateAsync() => new SqlServerSettingsHistory(await _database.StartAsync());

    protected override async ValueTask<ISettingsHistory> RestartAsync() => new SqlServerSettingsHistory(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

public sealed class SqlServerUserStoreTests : UserStoreSpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<UserServices> CreateAsync() => Services(await _database.StartAsync());

    protected override async ValueTask<UserServices> RestartAsync() => Services(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();

    internal static UserServices Services(SqlServerCatalog catalog) =>
        new(new SqlServerUserStore(catalog), new SqlServerRoleStore(catalog), new SqlServerTokenStore(catalog));
}

public sealed class SqlServerTransferTests : DatabaseTransferSpecification
{
    private readonly SqlServerDatabase _database = new();

    protected override async ValueTask<DatabaseServices> CreateAsync() => Services(await _database.StartAsync());

    protected override async ValueTask<DatabaseServices> RestartAsync() => Services(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();

    private static DatabaseServices Services(SqlServerCatalog catalog) => new(
        new SqlServerTransfer(catalog),
        catalog,
        new SqlServerCommitmentLedger(catalog),
        new SqlServerTransactionLog(catalog),
        SqlServerUserStoreTests.Services(catalog),
        new SqlServerSettingsHistory(catalog));
}
