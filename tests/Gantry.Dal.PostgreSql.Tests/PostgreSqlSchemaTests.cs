using Gantry.Dal.Relational.Model;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Dal.PostgreSql.Tests;

/// <summary>The tables that migrations make.</summary>
public sealed class PostgreSqlSchemaTests(PostgreSqlFixture fixture)
{
    private const string Columns = "SELECT table_name, column_name, data_type, character_maximum_length, collation_name, is_nullable, is_identity FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '__EFMigrationsHistory' ORDER BY 1, 2";
    private const string Indexes = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory' ORDER BY 1";
    private const string Keys = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' ORDER BY 1";

    [Fact]
    public async Task Migrations_make_the_tables_of_the_model()
    {
        await using var migrated = new TestDatabase(fixture.Server);
        await migrated.StartAsync();
        await using var modelled = new TestDatabase(fixture.Server);
        await WithContextAsync(modelled.Dialect, context => context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken));
        foreach (var sql in (string[])[Columns, Indexes, Keys])
        {
            await using var one = await migrated.OpenAsync();
            await using var other = await modelled.OpenAsync();
            var made = await TestDatabase.ReadAsync(one, sql);
            Assert.NotEmpty(made);
            Assert.Equal(await TestDatabase.ReadAsync(other, sql), made);
        }
    }

    [Fact]
    public async Task Text_compares_by_code_point_in_any_database()
    {
        await using var database = new TestDatabase(fixture.Server);
        await database.ExecuteAsync($"CREATE DATABASE \"{database.Name}\" ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8' TEMPLATE template0", "postgres");
        await database.StartAsync();
        await using var connection = await database.OpenAsync();
        Assert.All(
            await TestDatabase.ReadAsync(connection, "SELECT collation_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'character varying' AND table_name <> '__EFMigrationsHistory'"),
            collation => Assert.Equal("C", collation));
    }

    private static async Task WithContextAsync(PostgreSqlDialect dialect, Func<CatalogContext, Task> use)
    {
        var services = new ServiceCollection();
        dialect.AddEntityFramework(services);
        await using var provider = services.BuildServiceProvider();
        await using var connection = dialect.OpenForWriting();
        await using var context = dialect.CreateContext(connection, provider);
        await use(context);
    }
}
