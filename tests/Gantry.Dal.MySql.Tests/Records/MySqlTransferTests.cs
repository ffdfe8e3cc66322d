using Gantry.Contracts.Testing;

namespace Gantry.Dal.MySql.Tests;

/// <summary>On databases of their own: numbers that were given out before would hide that those of a move are not gone on from.</summary>
public sealed class MySqlTransferTests(MySqlFixture fixture) : DatabaseTransferSpecification
{
    private readonly TestDatabase _database = new(fixture.Server);

    protected override async ValueTask<DatabaseServices> CreateAsync() => Of(await _database.StartAsync());

    protected override async ValueTask<DatabaseServices> RestartAsync() => Of(await _database.RestartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();

    private static DatabaseServices Of(MySqlCatalog catalog) => new(
        new MySqlTransfer(catalog), catalog, new MySqlCommitmentLedger(catalog), new MySqlTransactionLog(catalog),
        new UserServices(new MySqlUserStore(catalog), new MySqlRoleStore(catalog), new MySqlTokenStore(catalog)), new MySqlSettingsHistory(catalog));
}
