using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;

namespace VendorNamespace.Tests;

/// <summary>The plugin can be replaced while a server works: the driver stays in memory, nothing of the plugin's own does.</summary>
public sealed class UnloadTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public Task It_is_collected_after_it_was_unloaded() => UnloadProbe.AssertUnloadsAsync(BuiltPlugin.Folder("vendor-plugin-id"), async plugin =>
    {
        await UseCatalogAsync(plugin.GetService<ICatalog>());
        Assert.Empty((await plugin.GetService<ICatalogMaintenance>().DescribeAsync(CancellationToken.None)).Pending);
        await UseQueueAsync(plugin.GetService<ICommitmentLedger>());
        await UseQueueAsync(plugin.GetService<IMediaQueue>());
        await UseQueueAsync(plugin.GetService<IRetrieveQueue>());
        await UseLogAsync(plugin.GetService<ITransactionLog>());
        await UseUsersAsync(plugin.GetService<IUserStore>(), plugin.GetService<IRoleStore>(), plugin.GetService<ITokenStore>());
        await UseHistoryAsync(plugin.GetService<ISettingsHistory>());
        Assert.NotEmpty(await plugin.GetService<IDatabaseTransfer>().ReadAsync(TransferKind.Instance, null, 10, CancellationToken.None));
    });

    private static async Task UseCatalogAsync(ICatalog catalog)
    {
        await catalog.AddAsync([new SampleInstance().ToEntry()], CancellationToken.None);
        var query = new CatalogQuery
        {
            Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = new DicomDataSetBuilder().Add(Tags.PatientName, "ANON*").Build(),
        };
        Assert.NotEmpty(await catalog.FindAsync(query, CancellationToken.None).ToListAsync(CancellationToken.None));
    }

    private static async Task UseQueueAsync(IJobQueue queue)
    {
        var job = new Job
        {
            Uid = Uid.New(), CreatedAt = Noon, DueAt = Noon, Attributes = new DicomDataSetBuilder().Add(Tags.PatientName, "ANON").Build(), Instances = [Uid.New()],
        };
        Assert.True(await queue.AddAsync(job, CancellationToken.None));
        Assert.Single(await queue.ClaimAsync(new JobLease("test", Noon.AddMinutes(1)), Noon, 1, CancellationToken.None));
        Assert.Equal(1, await queue.RemoveAsync(new JobFilter { Instances = [job.Instances[0]] }, CancellationToken.None));
    }

    private static async Task UseLogAsync(ITransactionLog log)
    {
        await log.AddAsync([new TransactionRecord { At = Noon, Kind = TransactionKind.Server, Description = "started" }], CancellationToken.None);
        Assert.NotEmpty(await log.FindAsync(new TransactionFilter { Description = "start" }, CancellationToken.None).ToListAsync(CancellationToken.None));
    }

    private static async Task UseUsersAsync(IUserStore users, IRoleStore roles, ITokenStore tokens)
    {
        Assert.True(await users.AddAsync(new User { Name = "anna", CreatedAt = Noon }, CancellationToken.None));
        Assert.False(await roles.RemoveAsync("nobody", CancellationToken.None));
        Assert.True(await tokens.AddAsync(
            new AccessToken { Hash = "aa", User = "anna", Kind = AccessTokenKind.Session, CreatedAt = Noon, ExpiresAt = Noon }, CancellationToken.None));
        Assert.True(await users.RemoveAsync("anna", CancellationToken.None));
    }

    private static async Task UseHistoryAsync(ISettingsHistory history)
    {
        await history.AddAsync([new SettingChange { At = Noon, Scope = "host", Name = "X" }], CancellationToken.None);
        Assert.NotEmpty(await history.FindAsync(new SettingChangeFilter { Scope = "host" }, CancellationToken.None).ToListAsync(CancellationToken.None));
    }
}
