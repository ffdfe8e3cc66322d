using Gantry.Contracts.Testing;

namespace Gantry.Dal.Sqlite.Tests;

/// <summary>On databases of their own: numbers that were given out before would hide that those of a move are not gone on from.</summary>
public sealed class SqliteTransferTests : DatabaseTransferSpecification
{
    private readonly SqliteDatabase _database = new();

    protected override async ValueTask<DatabaseServices> CreateAsync() => Of(await _database.StartAsync());

    protected override async ValueTask<DatabaseServices> RestartAsync() => Of(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();

    private static DatabaseServices Of(SqliteCatalog catalog) => new(
        new SqliteTransfer(catalog), catalog, new SqliteCommitmentLedger(catalog), new SqliteTransactionLog(catalog),
        new UserServices(new SqliteUserStore(catalog), new SqliteRoleStore(catalog), new SqliteTokenStore(catalog)), new SqliteSettingsHistory(catalog));
}
