using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Records;
using Gantry.Dal.Testing;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlTransactionLogTests(PostgreSqlFixture fixture) : TransactionLogSpecification
{
    private readonly LentCatalog<PostgreSqlCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<ITransactionLog> CreateAsync() => new DatabaseTransactionLog(await _catalog.StartAsync());

    protected override async ValueTask<ITransactionLog> RestartAsync() => new DatabaseTransactionLog(await _catalog.RestartAsync());

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();
}
