using Gantry.Dal.Testing;
using Gantry.Dal.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Dal.MySql.Tests;

/// <summary>The tables that migrations make.</summary>
public sealed class MySqlSchemaTests(MySqlFixture fixture) : ServerSchemaSpecification<MySqlCatalog>(fixture)
{
    private readonly MySqlFixture _fixture = fixture;

    protected override IReadOnlyList<string> Descriptions { get; } =
    [
        "SELECT table_name, column_name, column_type, collation_name, is_nullable, extra FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name <> '__EFMigrationsHistory' ORDER BY 1, 2",
        "SELECT table_name, index_name, seq_in_index, column_name, non_unique, sub_part FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name <> '__EFMigrationsHistory' ORDER BY 1, 2, 3",
        "SELECT constraint_name, table_name, referenced_table_name, delete_rule FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE() ORDER BY 1",
        "SELECT table_name, engine FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> '__EFMigrationsHistory' ORDER BY 1",
    ];

    [Fact]
    public async Task Text_compares_by_code_point_in_any_database()
    {
        await using var database = new TestDatabase(_fixture.Server);
        await database.ExecuteAsync($"CREATE DATABASE `{database.Name}` CHARACTER SET latin1 COLLATE latin1_swedish_ci", "mysql");
        await database.StartAsync();
        await using var connection = await database.OpenAsync();
        var collations = await connection.ReadAsync("SELECT collation_name FROM information_schema.columns WHERE table_schema = DATABASE() AND data_type = 'varchar' AND table_name <> '__EFMigrationsHistory'");
        Assert.NotEmpty(collations);
        Assert.All(collations, collation => Assert.Equal("utf8mb4_bin", collation));
    }

    protected override async Task MakeFromModelAsync(CatalogDatabase<MySqlCatalog> database)
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
