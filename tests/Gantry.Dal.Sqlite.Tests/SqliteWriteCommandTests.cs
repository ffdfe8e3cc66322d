using System.Data;
using Gantry.Dal.Relational.Ingest;
using Microsoft.Data.Sqlite;

namespace Gantry.Dal.Sqlite.Tests;

public sealed class SqliteWriteCommandTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly WriteCommand _insert;

    public SqliteWriteCommandTests()
    {
        _connection.Open();
        Ask("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER, c BLOB)");
        _insert = new SqliteDialect(new SqliteSettings { File = ":memory:" }).PrepareWrite(
            _connection,
            "INSERT INTO t (c, b, a, id) VALUES (@c, @b, @a, @id) ON CONFLICT DO NOTHING",
            [("@id", DbType.Int64), ("@a", DbType.String), ("@b", DbType.Int32), ("@c", DbType.Binary)]);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }

    [Fact]
    public void Values_are_bound_by_name_and_come_back_as_they_were()
    {
        string[] texts = ["", "a", "Ω^山田 𝄞", new string('山', 256), new string('x', 257), new string('山', 5_000)];
        using var transaction = _connection.BeginTransaction();
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal(1, _insert.Execute(transaction, (long)i, texts[i], int.MinValue + i, new byte[] { 1, 0, 2 }));
        }

        Assert.Equal(texts, Enumerable.Range(0, texts.Length).Select(i => Ask($"SELECT a FROM t WHERE id = {i}")));
        Assert.Equal((long)int.MinValue, Ask("SELECT b FROM t WHERE id = 0"));
        Assert.Equal("text,integer,blob", Ask("SELECT typeof(a) || ',' || typeof(b) || ',' || typeof(c) FROM t WHERE id = 0"));
        Assert.Equal(new byte[] { 1, 0, 2 }, Ask("SELECT c FROM t WHERE id = 0"));
    }

    [Fact]
    public void No_value_is_NULL_and_no_bytes_are_not()
    {
        using var transaction = _connection.BeginTransaction();
        _insert.Execute(transaction, long.MaxValue, DBNull.Value, DBNull.Value, Array.Empty<byte>());
        Assert.Equal("null,null,blob,0", Ask("SELECT typeof(a) || ',' || typeof(b) || ',' || typeof(c) || ',' || length(c) FROM t"));
        Assert.Equal(long.MaxValue, Ask("SELECT id FROM t"));
    }

    [Fact]
    public void It_tells_how_many_rows_it_changed()
    {
        using var transaction = _connection.BeginTransaction();
        Assert.Equal(1, _insert.Execute(transaction, 1L, "a", 1, new byte[1]));
        Assert.Equal(0, _insert.Execute(transaction, 1L, "b", 2, new byte[1]));
        Assert.Equal(1, _insert.Execute(transaction, 2L, "c", 3, new byte[1]));
    }

    [Fact]
    public void What_fails_is_told_and_the_next_works()
    {
        Ask("CREATE TRIGGER refuse BEFORE INSERT ON t WHEN NEW.a = 'bad' BEGIN SELECT RAISE(ABORT, 'not this one'); END");
        using var transaction = _connection.BeginTransaction();
        var failure = Assert.Throws<SqliteException>(() => _insert.Execute(transaction, 1L, "bad", 1, new byte[1]));
        Assert.Contains("not this one", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, _insert.Execute(transaction, 1L, "good", 1, new byte[1]));
    }

    private object? Ask(string statement)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // the statements of these tests
        command.CommandText = statement;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
