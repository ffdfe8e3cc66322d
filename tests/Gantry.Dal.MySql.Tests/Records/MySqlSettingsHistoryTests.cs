using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Testing;

namespace Gantry.Dal.MySql.Tests;

public sealed class MySqlSettingsHistoryTests(MySqlFixture fixture) : SettingsHistorySpecification
{
    private readonly LentCatalog<MySqlCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<ISettingsHistory> CreateAsync() => new MySqlSettingsHistory(await _catalog.StartAsync());

    protected override async ValueTask<ISettingsHistory> RestartAsync() => new MySqlSettingsHistory(await _catalog.RestartAsync());

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();
}
