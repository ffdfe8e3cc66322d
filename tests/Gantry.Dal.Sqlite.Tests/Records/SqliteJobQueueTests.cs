using Gantry.Contracts;
using Gantry.Contracts.Testing;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class SqliteJobQueueTests : JobQueueSpecification
{
    private readonly SqliteDatabase _database = new();

    protected override ValueTask<IJobQueue> CreateAsync() => RestartAsync();

    protected override async ValueTask<IJobQueue> RestartAsync() => new SqliteCommitmentLedger(await _database.StartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}
