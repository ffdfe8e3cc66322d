using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Testing;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlSettingsHistoryTests(PostgreSqlFixture fixture) : SettingsHistorySpecification
{
    private readonly LentCatalog<PostgreSqlCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<ISettingsHistory> CreateAsync() => new PostgreSqlSettingsHistory(await _catalog.StartAsync());

    protected override async ValueTask<ISettingsHistory> RestartAsync() => new PostgreSqlSettingsHistory(await _catalog.RestartAsync());

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();
}
