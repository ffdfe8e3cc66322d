using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Records;
using Gantry.Dal.Testing;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlSettingsHistoryTests(PostgreSqlFixture fixture) : SettingsHistorySpecification
{
    private readonly LentCatalog<PostgreSqlCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<ISettingsHistory> CreateAsync() => new DatabaseSettingsHistory(await _catalog.StartAsync());

    protected override async ValueTask<ISettingsHistory> RestartAsync() => new DatabaseSettingsHistory(await _catalog.RestartAsync());

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();
}
