using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Records;
using Gantry.Dal.Testing;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class SqliteSettingsHistoryTests(SqliteFixture fixture) : SettingsHistorySpecification
{
    private readonly LentCatalog<SqliteCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<ISettingsHistory> CreateAsync() => new DatabaseSettingsHistory(await _catalog.StartAsync());

    protected override async ValueTask<ISettingsHistory> RestartAsync() => new DatabaseSettingsHistory(await _catalog.RestartAsync());

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();
}
