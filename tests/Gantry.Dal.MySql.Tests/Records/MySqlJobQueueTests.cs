using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Records;
using Gantry.Dal.Testing;

namespace Gantry.Dal.MySql.Tests;

public sealed class MySqlJobQueueTests(MySqlFixture fixture) : JobQueueSpecification
{
    private readonly LentCatalog<MySqlCatalog> _catalog = new(fixture.Pool);

    protected override async ValueTask<IJobQueue> CreateAsync() => new DatabaseCommitmentLedger(await _catalog.StartAsync());

    protected override async ValueTask<IJobQueue> RestartAsync() => new DatabaseCommitmentLedger(await _catalog.RestartAsync());

    protected override ValueTask DestroyAsync() => _catalog.DisposeAsync();
}
