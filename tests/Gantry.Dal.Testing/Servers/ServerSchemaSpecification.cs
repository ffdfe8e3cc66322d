using Gantry.Contracts;

namespace Gantry.Dal.Testing.Servers;

/// <summary>The tables that migrations make are those of the model.</summary>
public abstract class ServerSchemaSpecification<TCatalog>(ServerFixture<TCatalog> fixture)
    where TCatalog : class, ICatalog, IPluginLifecycle
{
    /// <summary>Queries that describe the tables: columns, indexes, keys.</summary>
    protected abstract IReadOnlyList<string> Descriptions { get; }

    [Fact]
    public async Task Migrations_make_the_tables_of_the_model()
    {
        await using var migrated = fixture.Make(fixture.Server);
        await migrated.StartAsync();
        await using var modelled = fixture.Make(fixture.Server);
        await MakeFromModelAsync(modelled);
        foreach (var sql in Descriptions)
        {
            await using var one = await migrated.OpenAsync();
            await using var other = await modelled.OpenAsync();
            var made = await one.ReadAsync(sql);
            Assert.NotEmpty(made);
            Assert.Equal(await other.ReadAsync(sql), made);
        }
    }

    /// <summary>Makes the database with the tables of the model, without the migrations.</summary>
    protected abstract Task MakeFromModelAsync(CatalogDatabase<TCatalog> database);
}
