using Gantry.Dal.Testing;
using Gantry.Dal.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Dal.PostgreSql.Tests;

/// <summary>The tables that migrations make.</summary>
public sealed class PostgreSqlSchemaTests(PostgreSqlFixture fixture) : ServerSchemaSpecification<PostgreSqlCatalog>(fixture)
{
    private readonly PostgreSqlFixture _fixture = fixture;

    protected override IReadOnlyList<string> Descriptions { get; } =
    [
        "SELECT table_name, column_name, data_type, character_maximum_length, collation_name, is_nullable, is_identity FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '__EFMigrationsHistory' ORDER BY 1, 2",
        "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory' ORDER BY 1",
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' ORDER BY 1",
    ];

    [Fact]
    public async Task Text_compares_by_code_point_in_any_database()
    {
        await using var database = new TestDatabase(_fixture.Server);
        await database.ExecuteAsync($"CREATE DATABASE \"{database.Name}\" ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' TEMPLATE template0", "postgres");
        await database.StartAsync();
        await using var connection = await database.OpenAsync();
        Assert.All(
            await connection.ReadAsync("SELECT collation_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'character varying' AND table_name <> '__EFMigrationsHistory'"),
            collation => Assert.Equal("C", collation));
    }

    protected override async Task MakeFromModelAsync(CatalogDatabase<PostgreSqlCatalog> database)
    {
        var dialect = ((TestDatabase)database).Dialect;
        var services = new ServiceCollection();
        dialect.AddEntityFramework(services);
        await using var provider = services.BuildServiceProvider();
        await using var connection = dialect.OpenForWriting();
        await using var context = dialect.CreateContext(connection, provider);
        await context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken);
    }
}
