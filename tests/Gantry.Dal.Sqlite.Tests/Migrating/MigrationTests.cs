using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Records;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Migrations;
using Microsoft.Data.Sqlite;

namespace Gantry.Dal.Sqlite.Tests.Migrating;

/// <summary>Tables of one version under another.</summary>
public sealed class MigrationTests : IDisposable
{
    private readonly TestPluginContext _context = new("gantry.sqlite");
    private readonly RecordedLogs _logs = new();
    private readonly SampleInstance _instance = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => SqliteSettings.Of(_context).File;

    public void Dispose()
    {
        _context.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public async Task A_newer_version_brings_the_tables_up_to_date_and_keeps_what_is_in_them()
    {
        await UseAsync(new SqliteCatalog(_context, _logs));
        await using var next = await UseAsync(new NextVersion(SqliteSettings.Of(_context)), isFirst: false, isStopped: false);
        Assert.Equal(1L, Scalar("SELECT COUNT(*) FROM study WHERE Flags = 0"));
    }

    [Fact]
    public async Task The_version_before_works_on_tables_that_a_newer_one_vouches_for_and_says_so()
    {
        await UseAsync(new NextVersion(SqliteSettings.Of(_context)));
        await UseAsync(new SqliteCatalog(_context, _logs), isFirst: false);
        Assert.Contains(_logs.Entries, entry => entry.Text.Contains(NextMigration.Id, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE catalog_schema SET OldestReader = 3")]
    [InlineData("UPDATE catalog_schema SET Version = 1")]
    [InlineData("DELETE FROM catalog_schema")]
    [InlineData("UPDATE \"__EFMigrationsHistory\" SET MigrationId = '1' || MigrationId WHERE MigrationId <> '99990101000000_Next'")]
    public async Task Tables_that_this_version_cannot_work_on_are_refused_in_clear_words(string change)
    {
        await UseAsync(new NextVersion(SqliteSettings.Of(_context)));
        Scalar(change);
        var catalog = new SqliteCatalog(_context, _logs);
        var refusal = await Assert.ThrowsAsync<CatalogException>(async () => await catalog.StartAsync(Cancellation));
        Assert.False(refusal.IsTransient);
        Assert.Contains("another version", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(NextMigration.Id, refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CatalogException>(async () => await catalog.AddAsync([_instance.ToEntry()], Cancellation));
    }

    [Fact]
    public async Task Where_settings_say_so_the_catalog_waits_for_the_administrator()
    {
        _context.With("MigrateAtStart", "false");
        await using var catalog = new SqliteCatalog(_context, _logs);
        var maintenance = new DatabaseMaintenance(catalog);
        await catalog.StartAsync(Cancellation);
        var refusal = await Assert.ThrowsAsync<CatalogException>(async () => await catalog.CountAsync(Cancellation));
        Assert.Contains("gantry db migrate", refusal.Message, StringComparison.Ordinal);
        var before = await maintenance.DescribeAsync(Cancellation);
        Assert.Empty(before.Applied);
        Assert.Equal([InitialMigration.Id, NamePartsMigration.Id], before.Pending);
        Assert.Contains(File, before.Database, StringComparison.Ordinal);

        var after = await maintenance.MigrateAsync(Cancellation);
        Assert.Equal([InitialMigration.Id, NamePartsMigration.Id], after.Applied);
        Assert.Empty(after.Pending);
        await AddAndFindAsync(catalog, isFirst: true);
        Assert.Equal(after.Applied, (await maintenance.MigrateAsync(Cancellation)).Applied);
    }

    [Fact]
    public async Task A_check_finds_damage_and_counts_that_are_wrong()
    {
        await using var catalog = new SqliteCatalog(_context, _logs);
        var maintenance = new DatabaseMaintenance(catalog);
        await catalog.StartAsync(Cancellation);
        await catalog.AddAsync([_instance.ToEntry(), _instance.Next().ToEntry()], Cancellation);
        Assert.Empty(await maintenance.CheckAsync(Cancellation));
        Scalar("DELETE FROM instance WHERE Id = (SELECT MAX(Id) FROM instance)");
        var fault = Assert.Single(await maintenance.CheckAsync(Cancellation));
        Assert.Contains("counts", fault, StringComparison.Ordinal);
    }

    private async Task<RelationalCatalog> UseAsync(RelationalCatalog catalog, bool isFirst = true, bool isStopped = true)
    {
        await catalog.StartAsync(Cancellation);
        await AddAndFindAsync(catalog, isFirst);
        if (isStopped)
        {
            await catalog.DisposeAsync();
        }

        return catalog;
    }

    private async Task AddAndFindAsync(RelationalCatalog catalog, bool isFirst)
    {
        Assert.Equal(isFirst ? AddOutcome.Added : AddOutcome.AlreadyPresent, Assert.Single(await catalog.AddAsync([_instance.ToEntry()], Cancellation)));
        Assert.Equal(1, (await catalog.CountAsync(Cancellation)).Instances);
    }

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
