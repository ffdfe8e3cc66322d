using System.Data.Common;
using Gantry.Dal.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.Sqlite.Tests;

/// <summary>A database in a file of its own, and the catalogs on it.</summary>
internal sealed class SqliteDatabase() : CatalogDatabase<SqliteCatalog>("gantry.sqlite")
{
    protected override string BeforeEmptying => "PRAGMA foreign_keys = OFF";

    protected override string TableNames => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";

    public override SqliteCatalog Create() => new(Context, NullLoggerFactory.Instance);

    protected override DbConnection Connect(string? database) => new SqliteConnection($"Data Source={database ?? SqliteSettings.Of(Context).File};Pooling=False");

    protected override Task DropAsync() => Task.CompletedTask; // it goes with the folder of the context
}
