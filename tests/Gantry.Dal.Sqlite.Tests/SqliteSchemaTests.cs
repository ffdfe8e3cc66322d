using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Query;
using Gantry.Dicom;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.Sqlite.Tests;

/// <summary>The tables that migrations make, and how statements use them.</summary>
public sealed class SqliteSchemaTests : IDisposable
{
    private readonly TestPluginContext _context = new("gantry.sqlite");

    public void Dispose() => _context.Dispose();

    [Fact]
    public async Task Migrations_make_the_tables_of_the_model()
    {
        await using var catalog = await StartAsync();
        var made = await DescribeAsync(new SqliteDialect(SqliteSettings.Of(_context)), _ => Task.CompletedTask);
        var modelled = await DescribeAsync(new SqliteDialect(SqliteSettings.Of(_context.With("File", "model.db"))), context => context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken));
        Assert.Equal(modelled, made);
        Assert.Contains(made, line => line.Contains("IX_study_Date", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("StudyDate=20240101-20240107 PatientName=S*", "IX_study_Date")]
    [InlineData("StudyDate=20200101-20241231 PatientName=SMITH*", "IX_patient_NameKey")]
    [InlineData("PatientID=1 StudyDate=20240101", "IX_patient_PatientId")]
    [InlineData("PatientID=1 AccessionNumber=A StudyDate=20240101", "IX_study_AccessionNumber")]
    [InlineData("StudyInstanceUID=1.2 PatientID=1 PatientName=X^Y", "IX_study_Uid")]
    [InlineData("ModalitiesInStudy=CT StudyDate=20240101", "IX_study_Date")]
    [InlineData("PatientName=*X* StudyDate=2020-", "PRIMARY KEY")]
    [InlineData("", "PRIMARY KEY")]
    public async Task The_most_selective_key_drives_the_statement(string keys, string index)
    {
        var dataSet = new DicomDataSetBuilder();
        foreach (var key in keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => key.Split('=')))
        {
            Assert.True(DicomDictionary.TryGetTag(key[0], out var tag));
            dataSet.Set(new DicomBytes(tag, DicomDictionary.GetVr(tag), System.Text.Encoding.ASCII.GetBytes(key[1])));
        }

        await using var catalog = await StartAsync();
        var round = Assert.Single(new Narrowing(QueryLevel.Study, new DataSetMatcher(dataSet.Build()).Keys, []).Rounds());
        var dialect = new SqliteDialect(SqliteSettings.Of(_context));
        var plan = await WithContextAsync(dialect, context => ExplainAsync(dialect, context, text => FindPage.Write(text, QueryLevel.Study, round, after: 0, size: 128)));
        if (index == "PRIMARY KEY")
        {
            Assert.Contains(plan.Take(2), line => line.StartsWith("SEARCH s USING INTEGER PRIMARY KEY", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, line => line.Contains("TEMP B-TREE", StringComparison.Ordinal));
        }
        else
        {
            Assert.Contains(plan.TakeWhile(line => !line.Contains("PRIMARY KEY", StringComparison.Ordinal)), line => line.Contains(index, StringComparison.Ordinal));
        }
    }

    private async Task<SqliteCatalog> StartAsync()
    {
        var catalog = new SqliteCatalog(_context, NullLoggerFactory.Instance);
        await catalog.StartAsync(TestContext.Current.CancellationToken);
        return catalog;
    }

    private static async Task<List<string>> ExplainAsync(SqliteDialect dialect, CatalogContext context, Action<StatementText> write)
    {
        var model = new ModelSql(context.Model, context.GetService<ISqlGenerationHelper>());
        var text = new StatementText(dialect, model);
        write(text);
        var connection = (SqliteConnection)context.Database.GetDbConnection();
        await using var command = new SqliteCommand($"EXPLAIN QUERY PLAN {text}", connection);
        for (var i = 0; i < text.Values.Count; i++)
        {
            command.Parameters.AddWithValue(model.Parameter(i), text.Values[i]);
        }

        await using var reader = await command.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(3));
        }

        return plan;
    }

    private static async Task<List<string>> DescribeAsync(SqliteDialect dialect, Func<CatalogContext, Task> prepare) => await WithContextAsync(dialect, async context =>
    {
        await prepare(context);
        var lines = new List<string>();
        foreach (var table in context.Model.GetEntityTypes().Select(entity => entity.GetTableName()).Order(StringComparer.Ordinal))
        {
            Read($"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}') ORDER BY name");
            Read($"SELECT \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list('{table}')");
            Read($"SELECT l.name, l.\"unique\", i.name, i.seqno FROM pragma_index_list('{table}') l, pragma_index_info(l.name) i ORDER BY l.name, i.seqno");
            Read($"SELECT instr(sql, 'AUTOINCREMENT') > 0, '', '', '' FROM sqlite_master WHERE name = '{table}'");

            void Read(string sql)
            {
                using var command = context.Database.GetDbConnection().CreateCommand();
                command.CommandText = sql;
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    lines.Add($"{table}: {string.Join(' ', Enumerable.Range(0, 4).Select(i => reader.GetValue(i)))}");
                }
            }
        }

        return lines;
    });

    private static async Task<T> WithContextAsync<T>(SqliteDialect dialect, Func<CatalogContext, Task<T>> use)
    {
        var services = new ServiceCollection();
        dialect.AddEntityFramework(services);
        await using var provider = services.BuildServiceProvider();
        await using var connection = (SqliteConnection)dialect.OpenForWriting();
        await using var context = dialect.CreateContext(connection, provider);
        return await use(context);
    }
}
