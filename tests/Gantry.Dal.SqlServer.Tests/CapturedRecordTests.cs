using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Jobs;
using Gantry.Dal.Relational.Settings;
using Gantry.Dal.Relational.TransactionLog;
using Gantry.Dal.Relational.Transfer;
using Gantry.Dal.Relational.Users;
using Gantry.Dal.SqlServer.Tests.Captured;

namespace Gantry.Dal.SqlServer.Tests;

// What else the database keeps, as CapturedCatalogTests has the catalog.

public sealed class CapturedJobQueueTests : JobQueueSpecification
{
    private readonly CapturedDatabase _database = new();

    protected override ValueTask<IJobQueue> CreateAsync() => RestartAsync();

    protected override async ValueTask<IJobQueue> RestartAsync() => new CapturedLedger(await _database.StartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

public sealed class CapturedTransactionLogTests : TransactionLogSpecification
{
    private readonly CapturedDatabase _database = new();

    protected override ValueTask<ITransactionLog> CreateAsync() => RestartAsync();

    protected override async ValueTask<ITransactionLog> RestartAsync() => new CapturedLog(await _database.StartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

public sealed class CapturedSettingsHistoryTests : SettingsHistorySpecification
{
    private readonly CapturedDatabase _database = new();

    protected override ValueTask<ISettingsHistory> CreateAsync() => RestartAsync();

    protected override async ValueTask<ISettingsHistory> RestartAsync() => new CapturedSettings(await _database.StartAsync());

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

public sealed class CapturedUserStoreTests : UserStoreSpecification
{
    private readonly CapturedDatabase _database = new();

    protected override ValueTask<UserServices> CreateAsync() => RestartAsync();

    protected override async ValueTask<UserServices> RestartAsync()
    {
        var catalog = await _database.StartAsync();
        return new UserServices(new CapturedUsers(catalog), new CapturedRoles(catalog), new CapturedTokens(catalog));
    }

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

public sealed class CapturedTransferTests : DatabaseTransferSpecification
{
    private readonly CapturedDatabase _database = new();

    [Fact]
    public async Task Rows_that_bring_their_keys_are_let_in_and_the_door_is_shut_again()
    {
        await Service.Transfer.PutAsync([new LogRecord(new StoredTransaction(41, new TransactionRecord { At = DateTimeOffset.UnixEpoch, Kind = TransactionKind.Server }))], Cancellation);
        Assert.All(
            (string[])["SET IDENTITY_INSERT [transaction_record] ON", "SET IDENTITY_INSERT [transaction_record] OFF"],
            statement => Assert.Contains(statement, CapturedCommand.Statements));
    }

    protected override ValueTask<DatabaseServices> CreateAsync() => RestartAsync();

    protected override async ValueTask<DatabaseServices> RestartAsync()
    {
        var catalog = await _database.StartAsync();
        return new DatabaseServices(
            new CapturedTransfer(catalog), catalog, new CapturedLedger(catalog), new CapturedLog(catalog),
            new UserServices(new CapturedUsers(catalog), new CapturedRoles(catalog), new CapturedTokens(catalog)), new CapturedSettings(catalog));
    }

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}

internal sealed class CapturedTransfer(RelationalCatalog catalog) : RelationalTransfer(catalog);

internal sealed class CapturedLedger(RelationalCatalog catalog) : RelationalCommitmentLedger(catalog);

internal sealed class CapturedLog(RelationalCatalog catalog) : RelationalTransactionLog(catalog);

internal sealed class CapturedUsers(RelationalCatalog catalog) : RelationalUserStore(catalog);

internal sealed class CapturedRoles(RelationalCatalog catalog) : RelationalRoleStore(catalog);

internal sealed class CapturedTokens(RelationalCatalog catalog) : RelationalTokenStore(catalog);

internal sealed class CapturedSettings(RelationalCatalog catalog) : RelationalSettingsHistory(catalog);
