using Gantry.Contracts.Testing;

namespace Gantry.Benchmarks.Catalog;

/// <summary>The catalog in an SQLite file.</summary>
internal sealed class SqliteUnderTest() : CatalogUnderTest("sqlite", "gantry.sqlite")
{
    private string _file = "";

    public override long Size => new FileInfo(_file).Length;

    protected override ValueTask<string?> PrepareAsync(TestServices services, string folder)
    {
        _file = Path.Combine(folder, "catalog.db");
        services.WithSetting("File", _file);
        return new((string?)null);
    }
}
