using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.SqlServer.Tests.Captured;

namespace Gantry.Dal.SqlServer.Tests;

/// <summary>
/// The specification without a server: every statement that is meant for SQL Server is parsed by the parsers of SQL Server 2019 and later, and answered by
/// SQLite in its place. That the statements mean the same to SQL Server is only shown where there is one: <see cref="SqlServerCatalogTests"/>.
/// </summary>
public sealed class CapturedCatalogTests : CatalogSpecification
{
    private readonly CapturedDatabase _database = new();

    [Fact]
    public async Task Statements_of_every_kind_are_captured()
    {
        await AddAsync(new SampleInstance());
        await Catalog.RemoveAsync(new InstanceSelection { PatientId = "ID1" }, Cancellation);
        Assert.All(
            (string[])["SELECT TOP(", "INSERT INTO [patient]", "INSERT INTO [instance]", "SCOPE_IDENTITY()", "DELETE FROM [study]", "[Shard]"],
            part => Assert.Contains(CapturedCommand.Statements, statement => statement.Contains(part, StringComparison.Ordinal)));
    }

    protected override ValueTask<ICatalog> CreateAsync() => RestartAsync();

    protected override async ValueTask<ICatalog> RestartAsync() => await _database.StartAsync();

    protected override ValueTask DestroyAsync() => _database.DisposeAsync();
}
