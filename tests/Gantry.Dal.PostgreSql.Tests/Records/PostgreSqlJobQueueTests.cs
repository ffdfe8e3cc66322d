using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlJobQueueTests(PostgreSqlFixture fixture) : JobQueueSpecification
{
    private TestDatabase? _database;
    private PostgreSqlCatalog? _catalog;

    protected override ValueTask<IJobQueue> CreateAsync()
    {
        _database = new TestDatabase(fixture.Server);
        return StartAsync();
    }

    protected override async ValueTask<IJobQueue> RestartAsync()
    {
        await _catalog!.StopAsync(Cancellation);
        return await StartAsync();
    }

    protected override async ValueTask DestroyAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    private async ValueTask<IJobQueue> StartAsync()
    {
        var catalog = _catalog = await _database!.StartAsync();
        return new PostgreSqlCommitmentLedger(catalog);
    }
}
