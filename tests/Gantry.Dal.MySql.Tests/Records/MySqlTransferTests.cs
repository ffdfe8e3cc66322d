using Gantry.Contracts.Testing;
using Gantry.Dal.Records;

namespace Gantry.Dal.MySql.Tests;

/// <summary>On databases of their own: numbers that were given out before would hide that those of a move are not gone on from.</summary>
public sealed class MySqlTransferTests(MySqlFixture fixture) : DatabaseTransferSpecification
{
    private readonly TestDatabase _database = new(fixture.Server);

    protected override async ValueTask<DatabaseServices> CreateAsync() => Of(await _database.StartAsync());

    protected override async ValueTask<DatabaseServices> RestartAsync() => Of(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();

    private static DatabaseServices Of(MySqlCatalog catalog) => new(
        new DatabaseTransfer(catalog), catalog, new DatabaseCommitmentLedger(catalog), new DatabaseTransactionLog(catalog),
        new UserServices(new DatabaseUserStore(catalog), new DatabaseRoleStore(catalog), new DatabaseTokenStore(catalog)), new DatabaseSettingsHistory(catalog));
}
