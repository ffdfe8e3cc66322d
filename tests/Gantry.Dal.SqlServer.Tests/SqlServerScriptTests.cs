using Gantry.Contracts.Testing;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.SqlServer.Tests.Captured;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Gantry.Dal.SqlServer.Tests;

/// <summary>What is said to a server at start, parsed.</summary>
public sealed class SqlServerScriptTests
{
    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Default)]
    [InlineData(MigrationsSqlGenerationOptions.Idempotent)]
    public void The_migrations_are_taken_by_every_version(MigrationsSqlGenerationOptions options) => WithContext(context =>
    {
        var script = TransactSql.Parse(context.GetService<IMigrator>().GenerateScript(options: options));
        Assert.NotEmpty(((TSqlScript)script).Batches);
    });

    [Fact]
    public void Migrations_make_the_tables_of_the_model() => WithContext(context =>
    {
        var made = Describe(context.GetService<IMigrator>().GenerateScript());
        Assert.Equal(Describe(context.Database.GenerateCreateScript()), made);
        Assert.Contains(made, line => line.Contains("IX_study_Date", StringComparison.Ordinal));
        Assert.Contains(made, line => line.Contains("[Id] bigint NOT NULL IDENTITY", StringComparison.Ordinal));
        Assert.Contains(made, line => line.Contains("nvarchar(64) COLLATE Latin1_General_100_BIN2 NOT NULL", StringComparison.Ordinal));
    });

    [Fact]
    public void What_is_said_on_a_connection_is_taken_by_every_version() => Assert.All(
        [SqlServerDialect.SessionStatement(30), SqlServerDialect.LockStatement, SqlServerDialect.CheckStatement, .. SqlServerDialect.CreateStatements("odd ]name")],
        statement => TransactSql.Parse(statement));

    [Fact]
    public void A_parser_refuses_what_is_none_of_SQL_Server() =>
        Assert.Throws<FormatException>(() => TransactSql.Parse("SELECT \"Id\" FROM patient LIMIT 1"));

    // Each column, constraint and index as a line, whatever their order.
    private static List<string> Describe(string script)
    {
        var lines = new Definitions();
        TransactSql.Parse(script).Accept(lines);
        return [.. lines.Found.Order(StringComparer.Ordinal)];
    }

    private static void WithContext(Action<CatalogContext> use)
    {
        using var settings = new TestPluginContext().With("ConnectionString", "Server=nowhere;Database=gantry");
        var dialect = new SqlServerDialect(SqlServerSettings.Of(settings));
        var services = new ServiceCollection();
        dialect.AddEntityFramework(services);
        using var provider = services.BuildServiceProvider();
        using var connection = new SqlConnection("Server=nowhere;Database=gantry");
        using var context = dialect.CreateContext(connection, provider);
        use(context);
    }

    private sealed class Definitions : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(CreateTableStatement node)
        {
            var table = node.SchemaObjectName.BaseIdentifier.Value;
            if (table != "__EFMigrationsHistory")
            {
                Found.AddRange(node.Definition.ColumnDefinitions.Select(column => $"{table}: {Text(column)}"));
                Found.AddRange(node.Definition.TableConstraints.Select(constraint => $"{table}: {Text(constraint)}"));
            }
        }

        public override void Visit(AlterTableAddTableElementStatement node) =>
            Found.AddRange(node.Definition.ColumnDefinitions.Select(column => $"{node.SchemaObjectName.BaseIdentifier.Value}: {Text(column)}"));

        public override void Visit(CreateIndexStatement node) => Found.Add(Text(node).TrimEnd(';'));

        private static string Text(TSqlFragment node) =>
            string.Concat(node.ScriptTokenStream.Skip(node.FirstTokenIndex).Take(node.LastTokenIndex - node.FirstTokenIndex + 1).Select(token => token.Text));
    }
}
