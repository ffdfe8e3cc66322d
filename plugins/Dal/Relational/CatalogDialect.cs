using System.Data;
using System.Data.Common;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Relational;

/// <summary>All that differs between databases: connections, a few words of SQL, and what an error means.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public abstract class CatalogDialect
{
    /// <summary>The most connections that read at once; one more writes.</summary>
    public virtual int MaximumReaders => 16;

    /// <summary>Adds the services of the EF Core provider; they live as long as the catalog, and no longer.</summary>
    public abstract void AddEntityFramework(IServiceCollection services);

    /// <summary>Makes a context on a connection. The context does not own the connection.</summary>
    public abstract CatalogContext CreateContext(DbConnection connection, IServiceProvider entityFramework);

    /// <summary>Opens the one connection that writes; what it commits is durable.</summary>
    public abstract DbConnection OpenForWriting();

    /// <summary>True where a commit need not be durable at once, for <see cref="Durability"/> to choose.</summary>
    public virtual bool DefersDurability => false;

    /// <summary>
    /// What has the next commits of a writing connection be durable when they return, or after those that come later and are: a statement to be run between transactions. Only where
    /// <see cref="DefersDurability"/> is true. The order of commits stays: what is lost with the power are the last ones.
    /// </summary>
    public virtual string Durability(bool isAtOnce) => throw new NotSupportedException();

    /// <summary>A statement whose commit makes durable what was committed before, and which changes nothing that anybody sees. Only where <see cref="DefersDurability"/> is true.</summary>
    public virtual string Barrier => throw new NotSupportedException();

    /// <summary>
    /// How long a transaction of work that need not be durable at once stays open for more of it; zero for not at all, as where others wait to write meanwhile. Other than zero only where
    /// <see cref="DefersDurability"/> is true; asked before each piece of work.
    /// </summary>
    public virtual TimeSpan HoldsTransactions => TimeSpan.Zero;

    /// <summary>True where an exception may say that something is not durable that was committed before.</summary>
    public virtual bool IsSyncFailure(Exception exception) => false;

    /// <summary>Opens a connection that reads, and neither waits for the writer nor makes it wait.</summary>
    public abstract DbConnection OpenForReading();

    /// <summary>Which database it is, for an administrator: product and place, without a password.</summary>
    public virtual string Description => "the catalog's database";

    /// <summary>Likewise, with what the database itself says: its version. <see cref="Description"/> unless overridden.</summary>
    /// <param name="connection">A connection to it, which is open.</param>
    public virtual string Describe(DbConnection connection) => Description;

    /// <summary>Begins what goes on beside the reading and writing, as a checkpoint of a log does; null for nothing. Disposed before the database is closed.</summary>
    public virtual IAsyncDisposable? StartUpkeep(ILogger logger) => null;

    /// <summary>Looks thoroughly whether the database is sound, while it serves.</summary>
    /// <param name="connection">A connection that reads.</param>
    /// <returns>What is wrong, in sentences; none where all is well.</returns>
    public virtual IReadOnlyList<string> Inspect(DbConnection connection) => [];

    /// <summary>Looks before the start whether the database is sound, as far as settings ask for it.</summary>
    /// <exception cref="CatalogException">It is damaged.</exception>
    public virtual void Check(DbConnection connection)
    {
    }

    /// <summary>Keeps every other process, and every other catalog of this one, from migrating until it is disposed.</summary>
    public abstract ValueTask<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken);

    /// <summary>Clears what an earlier migration left when it was killed. Called under the lock.</summary>
    public virtual void PrepareMigration(CatalogContext context)
    {
    }

    /// <summary>Says what an exception means; what the driver throws is the provider's to explain.</summary>
    public virtual CatalogFault Explain(Exception exception) => CatalogFault.Of(exception);

    /// <summary>Begins a transaction that no other writer can be inside of at the same time as far as the rows it reads are concerned.</summary>
    public virtual DbTransaction BeginWriting(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.BeginTransaction(IsolationLevel.ReadCommitted);
    }

    /// <summary>Refuses a server that is older than what the provider is made for.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="server">What to call it: "The server is Oracle".</param>
    /// <param name="oldest">The first major version that will do.</param>
    /// <exception cref="CatalogException">It is older.</exception>
    protected static void RequireVersion(DbConnection connection, string server, int oldest)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (int.Parse(connection.ServerVersion.Split('.')[0], CultureInfo.InvariantCulture) < oldest)
        {
            throw new CatalogException($"{server} {connection.ServerVersion}; {oldest} or later is needed.") { IsTransient = false };
        }
    }

    /// <summary>The options of a context, but for the database: with services that end with the catalog, and without tracking.</summary>
    /// <remarks>There is no snapshot of the model that migrations could be compared with; tests compare the tables that they make with those of the model.</remarks>
    protected static DbContextOptionsBuilder<TContext> Options<TContext>(IServiceProvider entityFramework)
        where TContext : CatalogContext => new DbContextOptionsBuilder<TContext>()
            .UseInternalServiceProvider(entityFramework)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));

    /// <summary>A column of text said as an expression that no index serves: the planner is to take another condition for the one that drives the statement.</summary>
    /// <param name="column">The column, delimited.</param>
    public virtual string Unindexed(string column) => $"{column} || ''";

    /// <summary>A SELECT cut to its first rows.</summary>
    /// <param name="select">The statement; it begins with SELECT.</param>
    /// <param name="rows">The most rows.</param>
    public virtual string Limited(string select, int rows) => string.Create(CultureInfo.InvariantCulture, $"{select} LIMIT {rows}");

    /// <summary>An INSERT that gives the generated key as its result.</summary>
    /// <param name="insert">The statement.</param>
    /// <param name="id">The column of the generated key, delimited.</param>
    public virtual string InsertReturning(InsertStatement insert, string id) => $"{insert} RETURNING {id}";

    /// <summary>An INSERT that does nothing, and affects no row, where the unique index on the key has the value already.</summary>
    public virtual string InsertUnlessPresent(InsertStatement insert) => $"{insert} ON CONFLICT DO NOTHING";

    /// <summary>A statement that comes before rows are inserted with values for a generated key; null for none.</summary>
    /// <param name="table">The table, delimited.</param>
    public virtual string? BeforeKeyedInsert(string table) => null;

    /// <summary>A statement that comes after them, so that the keys that are generated next are higher; null where the database sees to that by itself.</summary>
    /// <param name="table">The table, delimited.</param>
    /// <param name="key">The column of the generated key, not delimited.</param>
    public virtual string? AfterKeyedInsert(string table, string key) => null;

    /// <summary>Prepares a statement that changes rows.</summary>
    /// <param name="connection">The connection that writes.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="parameters">Its parameters, in the order in which their values are given.</param>
    public virtual WriteCommand PrepareWrite(DbConnection connection, string sql, IEnumerable<(string Name, DbType Type)> parameters) => new PreparedCommand(connection, sql, parameters);

    /// <summary>What inserts the instances of a group; by default one statement for each, by <see cref="InsertUnlessPresent"/>.</summary>
    public virtual InstanceInserter CreateInserter(DbConnection connection, ISqlGenerationHelper sql) => new SingleRowInserter(this, connection, sql);
}
