using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Benchmarks.Catalog;

/// <summary>The catalog in an SQLite file.</summary>
internal sealed class SqliteUnderTest : CatalogUnderTest
{
    private SqliteCatalog? _catalog;
    private TestPluginContext? _context;
    private string _file = "";

    public override string Name => "sqlite";

    public override ICatalog Catalog => _catalog!;

    public override long? Size => new FileInfo(_file).Length;

    public override async ValueTask<string?> StartAsync(string folder, CancellationToken cancellationToken)
    {
        _file = Path.Combine(folder, "catalog.db");
        _context = new TestPluginContext("gantry.sqlite").With("File", _file);
        _catalog = new SqliteCatalog(_context, NullLoggerFactory.Instance);
        await _catalog.StartAsync(cancellationToken);
        return null;
    }

    public override async ValueTask DisposeAsync()
    {
        if (_catalog is not null)
        {
            await _catalog.DisposeAsync();
        }

        _context?.Dispose();
    }
}
