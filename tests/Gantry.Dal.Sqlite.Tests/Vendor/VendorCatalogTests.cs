using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dicom;
using Microsoft.Data.Sqlite;

namespace Gantry.Dal.Sqlite.Tests.Vendor;

/// <summary>A vendor overrides one table, one query and one detail of the dialect by subclassing, and the answers are those of every other catalog.</summary>
public sealed class VendorCatalogTests : IAsyncLifetime
{
    private readonly TestPluginContext _context = new("vendor.database");
    private readonly VendorDialect _dialect;
    private readonly VendorCatalog _catalog;

    public VendorCatalogTests()
    {
        _dialect = new VendorDialect(SqliteSettings.Of(_context));
        _catalog = new VendorCatalog(_dialect);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _catalog.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _catalog.DisposeAsync();
        _context.Dispose();
    }

    [Fact]
    public async Task The_vendors_table_query_and_dialect_are_used()
    {
        var instance = new SampleInstance();
        await _catalog.AddAsync([instance.ToEntry()], Cancellation);
        var query = new CatalogQuery { Root = QueryRoot.Study, Level = QueryLevel.Study, Keys = new DicomDataSetBuilder().Add(Tags.StudyInstanceUID, instance.Study).Build() };
        Assert.Equal(1, await CountAsync(_catalog, query));
        Assert.Equal(1, _catalog.OwnAnswers);
        Assert.True(_dialect.Asked > 0);
        Assert.Equal("1 0", Scalar($"SELECT (SELECT COUNT(*) FROM {VendorContext.Table}) || ' ' || (SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'study')"));
    }

    [Fact]
    public async Task All_else_is_inherited_and_answers_as_every_catalog_does()
    {
        var world = new RandomWorld(11);
        var expected = new InMemoryCatalog();
        var entries = world.Instances(60);
        Assert.Equal(await expected.AddAsync(entries, Cancellation), await _catalog.AddAsync(entries, Cancellation));
        for (var i = 0; i < 100; i++)
        {
            var query = world.Query();
            Assert.Equal(await CountAsync(expected, query), await CountAsync(_catalog, query));
        }

        var removal = world.Selection();
        Assert.Equal((await expected.RemoveAsync(removal, Cancellation)).Count, (await _catalog.RemoveAsync(removal, Cancellation)).Count);
        Assert.Equal(await expected.CountAsync(Cancellation), await _catalog.CountAsync(Cancellation));
    }

    private static async Task<int> CountAsync(ICatalog catalog, CatalogQuery query)
    {
        var count = 0;
        await foreach (var _ in catalog.FindAsync(query, Cancellation))
        {
            count++;
        }

        return count;
    }

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={SqliteSettings.Of(_context).File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
