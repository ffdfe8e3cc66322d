using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Records;
using Gantry.Dal.Testing;

namespace Gantry.Dal.MySql.Tests;

public sealed class MySqlTransactionLogTests(MySqlFixture fixture) : TransactionLogSpecification
{
    private readonly LentCatalog<MySqlCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<ITransactionLog> CreateAsync() => new DatabaseTransactionLog(await _catalog.StartAsync());

    protected override async ValueTask<ITransactionLog> RestartAsync() => new DatabaseTransactionLog(await _catalog.RestartAsync());

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();
}
