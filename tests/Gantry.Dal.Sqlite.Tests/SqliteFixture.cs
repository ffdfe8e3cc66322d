using Gantry.Dal.Sqlite.Tests;
using Gantry.Dal.Testing;

[assembly: AssemblyFixture(typeof(SqliteFixture))]

namespace Gantry.Dal.Sqlite.Tests;

/// <summary>The files that are lent to tests.</summary>
public sealed class SqliteFixture : IAsyncDisposable
{
    internal CatalogPool<SqliteCatalog> Pool { get; } = new(() => new SqliteDatabase());

    public ValueTask DisposeAsync() => Pool.DisposeAsync();
}
