using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class SqliteSettingsHistoryTests : SettingsHistorySpecification
{
    private readonly SqliteDatabase _database = new();

    protected override ValueTask<ISettingsHistory> CreateAsync() => RestartAsync();

    protected override async ValueTask<ISettingsHistory> RestartAsync() => new SqliteSettingsHistory(await _database.StartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}
