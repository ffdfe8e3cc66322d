using System.Runtime.CompilerServices;
using System.Text;
using Gantry.Dal.Oracle.Text;
using Gantry.Dal.Relational;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;

namespace Gantry.Dal.Oracle.Tests;

/// <summary>What the provider says to Oracle, as far as it can be looked at without Oracle's packages.</summary>
public sealed class OracleTextTests
{
    private static readonly InsertStatement Insert = new("\"instance\"", ["\"Uid\"", "\"Number\""], [":p0", ":p1"], "\"Uid\"");

    [Theory]
    [InlineData("", " ")]
    [InlineData("ANON^ONE", "ANON^ONE")]
    [InlineData("\\", "\\")]
    public void An_empty_text_is_stored_as_a_blank_and_read_as_it_was(string text, string stored)
    {
        Assert.Equal(stored, OracleText.ToStored(text));
        Assert.Equal(text, OracleText.FromStored(stored));
    }

    [Fact]
    public void No_text_sorts_before_the_one_that_stands_for_none() =>
        Assert.All(["!", "0", "A", "\\", "山"], text => Assert.True(string.CompareOrdinal(OracleText.Empty, text) < 0));

    [Fact]
    public void A_generated_key_comes_back_as_a_result() => Assert.Equal(
        "DECLARE k NUMBER; c SYS_REFCURSOR; BEGIN INSERT INTO \"instance\" (\"Uid\", \"Number\") VALUES (:p0, :p1) RETURNING \"Id\" INTO k; "
        + "OPEN c FOR SELECT k FROM DUAL; DBMS_SQL.RETURN_RESULT(c); END;",
        OracleStatements.InsertReturning(Insert, "\"Id\""));

    [Fact]
    public void A_row_that_is_there_is_passed_over() => Assert.Equal(
        "INSERT /*+ IGNORE_ROW_ON_DUPKEY_INDEX(\"instance\"(\"Uid\")) */ INTO \"instance\" (\"Uid\", \"Number\") VALUES (:p0, :p1)",
        OracleStatements.InsertUnlessPresent(Insert));

    [Fact]
    public void Keys_that_are_generated_after_rows_have_brought_theirs_are_higher() => Assert.Equal(
        "DECLARE m NUMBER; n NUMBER := 0; s VARCHAR2(128); BEGIN SELECT MAX(\"Id\") INTO m FROM \"app_user\";\n"
        + "SELECT sequence_name INTO s FROM user_tab_identity_cols WHERE table_name = 'app_user' AND column_name = 'Id';\n"
        + "WHILE n < m LOOP EXECUTE IMMEDIATE 'SELECT \"' || s || '\".NEXTVAL FROM DUAL' INTO n; END LOOP; END;",
        OracleStatements.AfterKeyedInsert("\"app_user\"", "Id"));

    [Fact]
    public void A_statement_is_cut_to_its_first_rows() =>
        Assert.Equal("SELECT u.id FROM x u ORDER BY u.id FETCH FIRST 128 ROWS ONLY", OracleStatements.Limited("SELECT u.id FROM x u ORDER BY u.id", 128));

    [Fact]
    public void No_identifier_is_longer_than_Oracle_bears_and_some_are_longer_than_it_bore_before_12_2()
    {
        var names = new Migration().UpOperations.SelectMany(Names).ToList();
        Assert.Contains("IX_study_Date", names);
        Assert.All(names, name => Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, OracleStatements.LongestIdentifier));
        Assert.Contains(names, name => name.Length > 30);
    }

    [Theory]
    [InlineData(1017, CatalogFaultKind.Broken)]
    [InlineData(1031, CatalogFaultKind.Broken)]
    [InlineData(16000, CatalogFaultKind.Broken)]
    [InlineData(54, CatalogFaultKind.Unavailable)]
    [InlineData(3113, CatalogFaultKind.Unavailable)]
    [InlineData(1653, CatalogFaultKind.Unavailable)]
    [InlineData(12541, CatalogFaultKind.Unavailable)]
    [InlineData(1, CatalogFaultKind.Request)]
    public void Error_numbers_have_a_meaning(int number, CatalogFaultKind kind)
    {
        var fault = OracleFaults.Explain(number);
        Assert.Equal(kind, fault.Kind);
        Assert.Contains($"ORA-{number:00000}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_it_adds_is_less_than_150_lines() => Assert.InRange(
        Directory.EnumerateFiles(Sources(), "*.cs", SearchOption.AllDirectories).Sum(file => File.ReadLines(file).Count(line => !string.IsNullOrWhiteSpace(line))), 100, 149);

    private static string Sources([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "plugins", "Dal", "Oracle");

    private static IEnumerable<string> Names(MigrationOperation operation) => operation switch
    {
        CreateTableOperation table => [table.Name, table.PrimaryKey!.Name, .. table.Columns.Select(column => column.Name), .. table.ForeignKeys.Select(key => key.Name)],
        CreateIndexOperation index => [index.Name],
        _ => [],
    };

    private sealed class Migration : InitialMigration
    {
        protected override OperationBuilder<AddColumnOperation> Generated(OperationBuilder<AddColumnOperation> id) => id;
    }
}
