using System.Data.Common;
using Gantry.Dal.Relational;
using Gantry.Dal.Testing;
using Gantry.Dal.Testing.Servers;
using MySqlConnector;

namespace Gantry.Dal.MySql.Tests;

public sealed class MySqlFailureTests(MySqlFixture fixture) : ServerFailureSpecification<MySqlCatalog>(fixture)
{
    private readonly MySqlFixture _fixture = fixture;

    protected override string LockInstances => "LOCK TABLES instance READ";

    protected override string RefuseBadLocation => "ALTER TABLE instance ADD CONSTRAINT refuse CHECK (`Location` <> 'bad')";

    protected override string CommitWord => "\u0003commit";

    [Theory]
    [InlineData(1021, CatalogFaultKind.Unavailable)]
    [InlineData(1040, CatalogFaultKind.Unavailable)]
    [InlineData(1205, CatalogFaultKind.Unavailable)]
    [InlineData(1053, CatalogFaultKind.Unavailable)]
    [InlineData(1045, CatalogFaultKind.Broken)]
    [InlineData(1049, CatalogFaultKind.Broken)]
    [InlineData(1142, CatalogFaultKind.Broken)]
    [InlineData(1290, CatalogFaultKind.Broken)]
    [InlineData(1194, CatalogFaultKind.Broken)]
    [InlineData(1062, CatalogFaultKind.Request)]
    [InlineData(1406, CatalogFaultKind.Request)]
    [InlineData(1213, CatalogFaultKind.Conflict)]
    public async Task Error_codes_have_a_meaning(int code, CatalogFaultKind kind)
    {
        await using var connection = new MySqlConnection(_fixture.Server.ConnectionString("mysql") + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        var exception = await Assert.ThrowsAsync<MySqlException>(() => connection.ExecuteAsync($"SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = {code}, MESSAGE_TEXT = 'SMITH^JOHN'"));
        var fault = MySqlFaults.Explain(exception, "gantry on db1:3306");
        Assert.Equal(kind, fault.Kind);
        Assert.Contains($"{code}", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SMITH", fault.Message, StringComparison.Ordinal);
    }

    protected override async Task EndConnectionsAsync(CatalogDatabase<MySqlCatalog> database)
    {
        await using var other = await database.OpenAsync("mysql");
        foreach (var id in await other.ReadAsync($"SELECT id FROM information_schema.processlist WHERE db = '{database.Name}'"))
        {
            await other.ExecuteAsync($"KILL {id}");
        }
    }

    protected override void AssertNoConnectionLeft(DbException exception) => Assert.Equal(MySqlErrorCode.ConnectionCountError, Assert.IsType<MySqlException>(exception).ErrorCode);
}
