using System.Data;
using System.Data.Common;
using Gantry.Dal.Relational.Model;

namespace Gantry.Dal.Relational.Reading;

/// <summary>A context, lent until it is disposed.</summary>
internal sealed class ContextLease(ContextPool pool, CatalogContext context, DbConnection connection, ModelSql model) : IDisposable
{
    public CatalogContext Context => context;

    /// <summary>The names of tables and columns.</summary>
    public ModelSql Model => model;

    /// <summary>The commands of this connection.</summary>
    public KeptCommands Commands { get; } = new(connection, model);

    /// <summary>True where it was used before: the server may have ended the connection meanwhile.</summary>
    public bool IsUsed { get; set; }

    /// <summary>True where the connection is gone.</summary>
    public bool IsLost => connection.State != ConnectionState.Open;

    /// <summary>True once something went wrong on the connection: it is not used again.</summary>
    public bool IsBroken { get; set; }

    public void Dispose() => pool.Return(this);

    public void Close()
    {
        Commands.Dispose();
        context.Dispose();
        connection.Dispose();
    }
}
