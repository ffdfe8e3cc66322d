using System.Data.Common;
using Gantry.Dal.Relational;
using Gantry.Dal.Testing;
using Gantry.Dal.Testing.Servers;
using Npgsql;

namespace Gantry.Dal.PostgreSql.Tests;

public sealed class PostgreSqlFailureTests(PostgreSqlFixture fixture) : ServerFailureSpecification<PostgreSqlCatalog>(fixture)
{
    protected override string LockInstances => "BEGIN; LOCK TABLE instance IN SHARE MODE";

    protected override string RefuseBadLocation => "ALTER TABLE instance ADD CONSTRAINT refuse CHECK (\"Location\" <> 'bad')";

    protected override string CommitWord => "COMMIT";

    [Theory]
    [InlineData("53100", CatalogFaultKind.Unavailable)]
    [InlineData("53300", CatalogFaultKind.Unavailable)]
    [InlineData("57P01", CatalogFaultKind.Unavailable)]
    [InlineData("55P03", CatalogFaultKind.Unavailable)]
    [InlineData("58030", CatalogFaultKind.Unavailable)]
    [InlineData("28P01", CatalogFaultKind.Broken)]
    [InlineData("3D000", CatalogFaultKind.Broken)]
    [InlineData("42501", CatalogFaultKind.Broken)]
    [InlineData("25006", CatalogFaultKind.Broken)]
    [InlineData("XX001", CatalogFaultKind.Broken)]
    [InlineData("23505", CatalogFaultKind.Request)]
    [InlineData("22001", CatalogFaultKind.Request)]
    [InlineData("40P01", CatalogFaultKind.Conflict)]
    public void Error_codes_have_a_meaning(string state, CatalogFaultKind kind)
    {
        var fault = PostgreSqlFaults.Explain(new PostgresException("SMITH^JOHN", "ERROR", "ERROR", state), "gantry on db1:5432");
        Assert.Equal(kind, fault.Kind);
        Assert.Contains(state, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SMITH", fault.Message, StringComparison.Ordinal);
    }

    protected override Task EndConnectionsAsync(CatalogDatabase<PostgreSqlCatalog> database) =>
        database.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}' AND pid <> pg_backend_pid()");

    protected override void AssertNoConnectionLeft(DbException exception) => Assert.Equal(PostgresErrorCodes.TooManyConnections, exception.SqlState);
}
