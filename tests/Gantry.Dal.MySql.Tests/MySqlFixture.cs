using Gantry.Dal.MySql.Tests;
using Gantry.Dal.Testing;
using Gantry.Dal.Testing.Servers;
using Gantry.DatabaseServers;

[assembly: AssemblyFixture(typeof(MySqlFixture))]

namespace Gantry.Dal.MySql.Tests;

/// <summary>The one server of all tests here.</summary>
public sealed class MySqlFixture : ServerFixture<MySqlCatalog>
{
    protected override string Missing => "MariaDB is not installed (Debian: mariadb-server).";

    public override CatalogDatabase<MySqlCatalog> Make(DatabaseServer server) => new TestDatabase(server);

    protected override async Task<DatabaseServer?> TryStartAsync() => await MariaDbServer.TryStartAsync();
}
