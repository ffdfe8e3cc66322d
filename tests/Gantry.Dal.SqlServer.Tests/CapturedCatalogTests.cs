using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Relational;
using Gantry.Dal.Sqlite;
using Gantry.Dal.SqlServer.Tests.Captured;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.SqlServer.Tests;

/// <summary>
/// The specification without a server: every statement that is meant for SQL Server is parsed by the parsers of SQL Server 2019 and later, and answered by
/// SQLite in its place. That the statements mean the same to SQL Server is only shown where there is one: <see cref="SqlServerCatalogTests"/>.
/// </summary>
public sealed class CapturedCatalogTests : CatalogSpecification
{
    private readonly TestPluginContext _sqlite = new("gantry.sqlite");
    private readonly TestPluginContext _context = new TestPluginContext("gantry.sqlserver").With("ConnectionString", "Server=captured;Database=captured");
    private CapturedCatalog? _catalog;

    [Fact]
    public async Task Statements_of_every_kind_are_captured()
    {
        await AddAsync(new SampleInstance());
        await Catalog.RemoveAsync(new InstanceSelection { PatientId = "ID1" }, Cancellation);
        Assert.All(
            (string[])["SELECT TOP(", "INSERT INTO [patient]", "INSERT INTO [instance]", "SCOPE_IDENTITY()", "DELETE FROM [study]", "[Shard]"],
            part => Assert.Contains(CapturedCommand.Statements, statement => statement.Contains(part, StringComparison.Ordinal)));
    }

    protected override async ValueTask<ICatalog> CreateAsync()
    {
        await using (var tables = new SqliteCatalog(_sqlite, NullLoggerFactory.Instance))
        {
            await tables.StartAsync(Cancellation);
        }

        return await RestartAsync();
    }

    protected override async ValueTask<ICatalog> RestartAsync()
    {
        await StopAsync();
        _catalog = new CapturedCatalog(new CapturedDialect(SqlServerSettings.Of(_context), Path.Combine(_sqlite.DataFolder, "catalog.db")));
        await _catalog.StartAsync(Cancellation);
        return _catalog;
    }

    protected override async ValueTask DestroyAsync()
    {
        await StopAsync();
        _sqlite.Dispose();
        _context.Dispose();
        Assert.Empty(CapturedCommand.Faults);
    }

    private async ValueTask StopAsync()
    {
        if (_catalog is not null)
        {
            await _catalog.StopAsync(CancellationToken.None);
        }
    }

    private sealed class CapturedCatalog(CatalogDialect dialect) : RelationalCatalog(dialect, NullLoggerFactory.Instance);
}
