using System.Data;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Gantry.Dal.Sqlite;

/// <summary>Counts the connections of this process that write to a file: those of two versions of the plugin, too, while one takes the place of the other.</summary>
/// <remarks>SQLite lets one write at a time, and whoever waits looks now and then: one who is hardly ever out of a transaction would starve the others. Safe for concurrent use.</remarks>
internal static class WritersOfFile
{
    // Each version of the plugin has its own statics; this is the same for all of them, and nothing of theirs is in it.
    private static readonly object Gate = DBNull.Value;

    /// <summary>Counts a connection until it is closed.</summary>
    public static void Add(SqliteConnection connection, string file)
    {
        var writers = Of(file);
        Interlocked.Increment(ref writers.Value);
        connection.StateChange += (_, change) =>
        {
            if (change.CurrentState == ConnectionState.Closed)
            {
                Interlocked.Decrement(ref writers.Value);
            }
        };
    }

    /// <summary>How many there are, now and later.</summary>
    public static StrongBox<int> Of(string file)
    {
        var name = $"Gantry.Dal.Sqlite.Writers:{Path.GetFullPath(file)}";
        lock (Gate)
        {
            if (AppContext.GetData(name) is not StrongBox<int> writers)
            {
                AppContext.SetData(name, writers = new StrongBox<int>());
            }

            return writers;
        }
    }
}
