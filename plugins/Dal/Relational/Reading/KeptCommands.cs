using System.Data.Common;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Query;

namespace Gantry.Dal.Relational.Reading;

/// <summary>The commands of one connection that reads, each with what the database has made of its text.</summary>
/// <remarks>Used by one query at a time.</remarks>
internal sealed class KeptCommands(DbConnection connection, ModelSql model) : IDisposable
{
    /// <summary>The most that are kept. Peers ask in few ways; where one asks in ever new ones, the commands of all are made anew now and then.</summary>
    public const int Most = 64;

    private readonly Dictionary<string, PreparedCommand> _kept = [];

    /// <summary>How many are kept.</summary>
    public int Count => _kept.Count;

    /// <summary>The command of a statement.</summary>
    public PreparedCommand Of(StatementText text)
    {
        var sql = text.ToString();
        if (_kept.TryGetValue(sql, out var kept))
        {
            return kept;
        }

        if (_kept.Count == Most)
        {
            Dispose();
        }

        var command = new PreparedCommand(connection, sql, text.Types.Select((type, i) => (model.Parameter(i), type)));
        _kept.Add(sql, command);
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _kept.Values)
        {
            command.Dispose();
        }

        _kept.Clear();
    }
}
