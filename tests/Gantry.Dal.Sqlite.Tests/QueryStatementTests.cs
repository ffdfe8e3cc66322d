using System.Data.Common;
using Gantry.Contracts;
using Gantry.Contracts.Testing;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Query;
using Gantry.Dal.Relational.Reading;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gantry.Dal.Sqlite.Tests;

/// <summary>How statements of queries are written, and the commands that are kept of them.</summary>
public sealed class QueryStatementTests : IDisposable
{
    private readonly TestPluginContext _plugin = new("gantry.sqlite");
    private readonly SqliteDialect _dialect;
    private readonly ServiceProvider _services;
    private readonly DbConnection _connection;
    private readonly CatalogContext _context;
    private readonly ModelSql _model;

    public QueryStatementTests()
    {
        _dialect = new SqliteDialect(SqliteSettings.Of(_plugin));
        var services = new ServiceCollection();
        _dialect.AddEntityFramework(services);
        _services = services.BuildServiceProvider();
        _connection = _dialect.OpenForWriting();
        _context = _dialect.CreateContext(_connection, _services);
        _model = new ModelSql(_context.Model, _context.GetService<ISqlGenerationHelper>());
    }

    private StatementText New => new(_dialect, _model);

    public void Dispose()
    {
        _context.Dispose();
        _connection.Dispose();
        _services.Dispose();
        _plugin.Dispose();
    }

    [Fact]
    public void The_same_question_with_other_values_has_the_same_text()
    {
        Assert.Equal(Page("1", QueryLevel.Study).ToString(), Page("ANON4711", QueryLevel.Study).ToString());
        Assert.NotEqual(Page("1", QueryLevel.Study).ToString(), Page("1*", QueryLevel.Study).ToString());
        Assert.Equal(["ANON4711", "\\", 0L], Page("ANON4711", QueryLevel.Study).Values);
    }

    [Fact]
    public void Only_tables_are_joined_of_which_something_is_asked()
    {
        Assert.DoesNotContain("JOIN", Page("", QueryLevel.Image).ToString(), StringComparison.Ordinal);
        Assert.Equal(3, Page("1", QueryLevel.Image).ToString().Split(" JOIN ").Length - 1);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 5)]
    [InlineData(65, 65)]
    [InlineData(66, 257)]
    [InlineData(501, 501)]
    [InlineData(1_200, 501 + 501 + 257)]
    public void Lists_have_few_lengths_and_every_value_is_in_them(int count, int length)
    {
        var text = New;
        text.Among(KeyColumn.Patient, isIndexed: true, [.. Enumerable.Range(1, count).Select(i => (long)i)]);
        Assert.Equal(length, text.Values.Count);
        Assert.Equal(Enumerable.Range(1, count).Select(i => (object)(long)i), text.Values.Distinct());
        Assert.Equal((count - 1) / ListLengths.Longest, text.ToString().Split(" OR ").Length - 1); // none is longer than databases bear
    }

    [Fact]
    public void A_list_without_values_is_true_of_no_row() => Assert.Equal("1 = 0", New.Among(KeyColumn.PatientId, isIndexed: true, Array.Empty<string>()).ToString());

    [Fact]
    public async Task Commands_are_kept_and_made_anew_where_there_are_too_many()
    {
        using var commands = new KeptCommands(_connection, _model);
        var first = commands.Of(Constant(0));
        Assert.Same(first, commands.Of(Constant(0)));
        for (var i = 0; i < 1_000; i++)
        {
            var text = Constant(i);
            await using var reader = await commands.Of(text).ReadAsync(text.Values, TestContext.Current.CancellationToken);
            Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
            Assert.Equal(i + 1L, reader.GetInt64(0));
            Assert.InRange(commands.Count, 1, KeptCommands.Most);
        }

        Assert.NotSame(first, commands.Of(Constant(0)));
    }

    private StatementText Constant(int number) => New.Add($"SELECT {number} + ").Value(1L);

    private StatementText Page(string patientId, QueryLevel level)
    {
        var keys = new DicomDataSetBuilder().Add(Tags.PatientID, patientId).Build();
        var text = New;
        FindPage.Write(text, level, Assert.Single(new Narrowing(level, new DataSetMatcher(keys).Keys, []).Rounds()), after: 0, size: 128);
        return text;
    }
}
