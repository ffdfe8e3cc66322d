using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Records;
using Gantry.Dal.Testing;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class SqliteJobQueueTests(SqliteFixture fixture) : JobQueueSpecification
{
    private readonly LentCatalog<SqliteCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<IJobQueue> CreateAsync() => new DatabaseCommitmentLedger(await _catalog.StartAsync());

    protected override async ValueTask<IJobQueue> RestartAsync() => new DatabaseCommitmentLedger(await _catalog.RestartAsync());

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();
}
