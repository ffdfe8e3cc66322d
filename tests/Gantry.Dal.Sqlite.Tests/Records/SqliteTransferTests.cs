using Gantry.Contracts.Testing;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class SqliteTransferTests : DatabaseTransferSpecification
{
    private readonly SqliteDatabase _database = new();

    protected override ValueTask<DatabaseServices> CreateAsync() => RestartAsync();

    protected override async ValueTask<DatabaseServices> RestartAsync()
    {
        var catalog = await _database.StartAsync();
        return new DatabaseServices(
            new SqliteTransfer(catalog), catalog, new SqliteCommitmentLedger(catalog), new SqliteTransactionLog(catalog),
            new UserServices(new SqliteUserStore(catalog), new SqliteRoleStore(catalog), new SqliteTokenStore(catalog)), new SqliteSettingsHistory(catalog));
    }

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}
