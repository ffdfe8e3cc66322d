using System.Data.Common;
using Gantry.Dal.Testing;
using Gantry.DatabaseServers;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gantry.Dal.PostgreSql.Tests;

/// <summary>A database of a test's own, and the catalogs on it.</summary>
internal sealed class TestDatabase : CatalogDatabase<PostgreSqlCatalog>
{
    private readonly DatabaseServer _server;

    public TestDatabase(DatabaseServer server) : base("gantry.postgresql")
    {
        _server = server;
        Context.With("ConnectionString", server.ConnectionString(Name)).With("CreateDatabase", "true");
    }

    public PostgreSqlDialect Dialect => new(PostgreSqlSettings.Of(Context));

    protected override string BeforeEmptying => "SET session_replication_role = replica";

    protected override string TableNames => "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";

    public override PostgreSqlCatalog Create() => new(Context, NullLoggerFactory.Instance);

    protected override DbConnection Connect(string? database) => new NpgsqlConnection(_server.ConnectionString(database ?? Name) + ";Pooling=false");

    protected override Task DropAsync() => ExecuteAsync($"DROP DATABASE IF EXISTS \"{Name}\" WITH (FORCE)", _server.AdministrationDatabase);
}
