using Gantry.Dal.PostgreSql.Tests;
using Gantry.Dal.Testing;
using Gantry.Dal.Testing.Servers;
using Gantry.DatabaseServers;

[assembly: AssemblyFixture(typeof(PostgreSqlFixture))]

namespace Gantry.Dal.PostgreSql.Tests;

/// <summary>The one server of all tests here.</summary>
public sealed class PostgreSqlFixture : ServerFixture<PostgreSqlCatalog>
{
    protected override string Missing => "PostgreSQL is not installed (Debian: postgresql).";

    public override CatalogDatabase<PostgreSqlCatalog> Make(DatabaseServer server) => new TestDatabase(server);

    protected override async Task<DatabaseServer?> TryStartAsync() => await PostgreSqlServer.TryStartAsync();
}
