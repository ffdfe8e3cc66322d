using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Records;

namespace Gantry.Dal.Oracle.Tests;

// The specifications of what else a database keeps, on a real server.

[Collection(nameof(OracleSchema))]
public sealed class OracleJobQueueTests : JobQueueSpecification
{
    private readonly OracleSchema _schema = new();

    protected override async ValueTask<IJobQueue> CreateAsync() => new DatabaseCommitmentLedger(await _schema.StartAsync());

    protected override async ValueTask<IJobQueue> RestartAsync() => new DatabaseCommitmentLedger(await _schema.RestartAsync());

    protected override ValueTask DestroyAsync() => _schema.DisposeAsync();
}

[Collection(nameof(OracleSchema))]
public sealed class OracleTransactionLogTests : TransactionLogSpecification
{
    private readonly OracleSchema _schema = new();

    protected override async ValueTask<ITransactionLog> CreateAsync() => new DatabaseTransactionLog(await _schema.StartAsync());

    protected override async ValueTask<ITransactionLog> RestartAsync() => new DatabaseTransactionLog(await _schema.RestartAsync());

    protected override ValueTask DestroyAsync() => _schema.DisposeAsync();
}

[Collection(nameof(OracleSchema))]
public sealed class OracleSettingsHistoryTests : SettingsHistorySpecification
{
    private readonly OracleSchema _schema = new();

    protected override async ValueTask<ISettingsHistory> CreateAsync() => new DatabaseSettingsHistory(await _schema.StartAsync());

    protected override async ValueTask<ISettingsHistory> RestartAsync() => new DatabaseSettingsHistory(await _schema.RestartAsync());

    protected override ValueTask DestroyAsync() => _schema.DisposeAsync();
}

[Collection(nameof(OracleSchema))]
public sealed class OracleUserStoreTests : UserStoreSpecification
{
    private readonly OracleSchema _schema = new();

    protected override async ValueTask<UserServices> CreateAsync() => Services(await _schema.StartAsync());

    protected override async ValueTask<UserServices> RestartAsync() => Services(await _schema.RestartAsync());

    protected override ValueTask DestroyAsync() => _schema.DisposeAsync();

    internal static UserServices Services(OracleCatalog catalog) =>
        new(new DatabaseUserStore(catalog), new DatabaseRoleStore(catalog), new DatabaseTokenStore(catalog));
}

[Collection(nameof(OracleSchema))]
public sealed class OracleTransferTests : DatabaseTransferSpecification
{
    private readonly OracleSchema _schema = new();

    protected override async ValueTask<DatabaseServices> CreateAsync() => Services(await _schema.StartAsync());

    protected override async ValueTask<DatabaseServices> RestartAsync() => Services(await _schema.RestartAsync());

    protected override ValueTask DestroyAsync() => _schema.DisposeAsync();

    private static DatabaseServices Services(OracleCatalog catalog) => new(
        new DatabaseTransfer(catalog),
        catalog,
        new DatabaseCommitmentLedger(catalog),
        new DatabaseTransactionLog(catalog),
        OracleUserStoreTests.Services(catalog),
        new DatabaseSettingsHistory(catalog));
}
