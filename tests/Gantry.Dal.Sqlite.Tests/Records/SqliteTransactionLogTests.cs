using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class SqliteTransactionLogTests : TransactionLogSpecification
{
    private readonly SqliteDatabase _database = new();

    protected override ValueTask<ITransactionLog> CreateAsync() => RestartAsync();

    protected override async ValueTask<ITransactionLog> RestartAsync() => new SqliteTransactionLog(await _database.StartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}
