using System.Data.Common;
using Gantry.Dal.Testing;
using Gantry.DatabaseServers;
using Microsoft.Extensions.Logging.Abstractions;
using MySqlConnector;

namespace Gantry.Dal.MySql.Tests;

/// <summary>A database of a test's own, and the catalogs on it.</summary>
internal sealed class TestDatabase : CatalogDatabase<MySqlCatalog>
{
    private readonly DatabaseServer _server;

    public TestDatabase(DatabaseServer server) : base("gantry.mysql")
    {
        _server = server;
        Context.With("ConnectionString", server.ConnectionString(Name)).With("CreateDatabase", "true");
    }

    public MySqlDialect Dialect => new(MySqlSettings.Of(Context));

    protected override string BeforeEmptying => "SET SESSION foreign_key_checks = 0, sql_mode = 'ANSI_QUOTES'";

    protected override string TableNames => "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()";

    public override MySqlCatalog Create() => new(Context, NullLoggerFactory.Instance);

    protected override DbConnection Connect(string? database) => new MySqlConnection(_server.ConnectionString(database ?? Name) + ";Pooling=false");

    protected override Task DropAsync() => ExecuteAsync($"DROP DATABASE IF EXISTS `{Name}`", _server.AdministrationDatabase);
}
