using System.Data.Common;
using System.Text;
using Gantry.Dal.Relational.Ingest;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gantry.Dal.Sqlite;

/// <summary>A statement of SQLite's own, whose parameters are set by their places.</summary>
/// <remarks>ADO.NET looks each of them up by its name at every execution, which takes longer than SQLite does for the row.</remarks>
internal sealed class SqliteWriteCommand(SqliteConnection connection, string sql, IReadOnlyList<string> parameters) : WriteCommand
{
    private const int ShortText = 256; // characters

    private readonly int[] _places = new int[parameters.Count];
    private sqlite3_stmt? _statement; // prepared when it is first needed: the tables may not be there before

    public override int Execute(DbTransaction transaction, params ReadOnlySpan<object> values)
    {
        var statement = _statement ??= Prepare();
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                Check(Bind(statement, _places[i], values[i]));
            }

            var outcome = raw.sqlite3_step(statement);
            if (outcome != raw.SQLITE_DONE)
            {
                Check(outcome);
                throw new InvalidOperationException("A statement that changes rows has given one."); // its work is not done before all are taken
            }

            return raw.sqlite3_changes(connection.Handle);
        }
        finally
        {
            _ = raw.sqlite3_reset(statement); // tells of the step's error once more
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _statement?.Dispose();
        }
    }

    private sqlite3_stmt Prepare()
    {
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement));
        for (var i = 0; i < _places.Length; i++)
        {
            _places[i] = raw.sqlite3_bind_parameter_index(statement, parameters[i]);
        }

        return statement;
    }

    private static int Bind(sqlite3_stmt statement, int place, object value) => value switch
    {
        string text => BindText(statement, place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int(statement, place, number),
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(statement, place, 0), // no bytes are NULL otherwise
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        DBNull => raw.sqlite3_bind_null(statement, place),
        _ => throw new ArgumentException($"A column of type {value.GetType().Name} is not the same in all databases."),
    };

    private static int BindText(sqlite3_stmt statement, int place, string text)
    {
        if (text.Length is 0 or > ShortText)
        {
            return raw.sqlite3_bind_text(statement, place, text);
        }

        Span<byte> bytes = stackalloc byte[ShortText * 3];
        return raw.sqlite3_bind_text(statement, place, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    private void Check(int outcome) => SqliteException.ThrowExceptionForRC(outcome, connection.Handle);
}
