using System.Data;
using System.Data.Common;
using Gantry.Dal.Relational.Attributes;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Retrieve;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>The writer's connection with its prepared commands, and what it remembers between transactions.</summary>
/// <remarks>Used by the writer alone.</remarks>
internal sealed partial class WriterSession : IDisposable
{
    private const int MaximumPending = 256;
    private const int TotalShards = 8;
    private readonly DbConnection _connection;
    private readonly CatalogContext _context;
    private readonly IngestCommands _commands;
    private readonly InstanceInserter _inserter;
    private readonly PendingInstances _pending = new();
    private readonly CatalogDialect _dialect;
    private readonly ILogger _logger;
    private readonly SeriesCache _cache = new(maximum: 4096);
    private readonly Dictionary<Type, IDisposable> _inserts = [];
    private readonly ModelSql _sql;
    private readonly int _shard = Random.Shared.Next(TotalShards);
    private DbTransaction? _transaction;
    private bool _isDurableAtOnce = true;
    private bool _isContextInTransaction;

    /// <param name="dialect">The database's ways.</param>
    /// <param name="entityFramework">The services of EF Core.</param>
    /// <param name="logger">Where it says what is odd about entries.</param>
    public WriterSession(CatalogDialect dialect, IServiceProvider entityFramework, ILogger logger)
    {
        _dialect = dialect;
        _logger = logger;
        _connection = dialect.OpenForWriting();
        try
        {
            _context = dialect.CreateContext(_connection, entityFramework);
            _context.Database.AutoSavepointsEnabled = false; // a transaction that fails is undone as a whole
            var sql = _context.GetService<ISqlGenerationHelper>();
            _sql = new ModelSql(_context.Model, sql);
            _commands = new IngestCommands(_connection, _sql, dialect);
            _inserter = dialect.CreateInserter(_connection, sql);
        }
        catch
        {
            _commands?.Dispose();
            _context?.Dispose();
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>A context on the writer's connection; inside a transaction it reads what the transaction has written.</summary>
    public CatalogContext Context
    {
        get
        {
            if (!_isContextInTransaction && _transaction is not null)
            {
                _context.Database.UseTransaction(_transaction); // most transactions have no need of it
                _isContextInTransaction = true;
            }

            return _context;
        }
    }

    public IngestCommands Commands => _commands;

    public DbTransaction Transaction => _transaction ?? throw new InvalidOperationException("No transaction is open.");

    /// <summary>True between <see cref="Begin"/> and <see cref="Commit"/> or <see cref="Rollback"/>.</summary>
    public bool IsInTransaction => _transaction is not null;

    /// <summary>Begins a transaction.</summary>
    /// <param name="isRecoverable">True where its commit need not be durable at once.</param>
    public void Begin(bool isRecoverable)
    {
        if (_dialect.DefersDurability && _isDurableAtOnce == isRecoverable)
        {
            Execute(_dialect.Durability(!isRecoverable));
            _isDurableAtOnce = !isRecoverable;
        }

        _transaction = _dialect.BeginWriting(_connection);
    }

    /// <summary>Has the commit of the transaction make durable what was committed before.</summary>
    public void WriteBarrier() => Execute(_dialect.Barrier);

    /// <summary>What the transaction changes of the counts.</summary>
    public CountChanges Counts { get; } = new();

    public void Commit()
    {
        Flush();
        WriteCounts();
        IsCommitting = true;
        Transaction.Commit();
        End();
    }

    /// <summary>True once the commit was asked for: if the connection breaks now, nobody knows whether it happened.</summary>
    public bool IsCommitting { get; private set; }

    /// <summary>True where the connection is gone: the server ended it, or itself.</summary>
    public bool IsLost => _connection.State != ConnectionState.Open;

    /// <summary>True after a commit of which nobody knows whether it happened: what is there with the very location that it should get was added then.</summary>
    public bool IsRepeating { get; set; }

    /// <summary>Writes the instances that were added so far, and fills in their outcomes.</summary>
    public void Flush()
    {
        if (_pending.Count > 0)
        {
            var inserted = _inserter.Insert(Transaction, _pending.Rows);
            Count(inserted);
            _pending.Settle(inserted, IsRepeating ? Locations() : null);
        }
    }

    /// <summary>Undoes the transaction, if one is open. A connection that cannot even do that is closed by the caller.</summary>
    public void Rollback()
    {
        _cache.Clear();
        _pending.Clear();
        Counts.Clear();
        try
        {
            _transaction?.Rollback();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Adds a row of any table.</summary>
    /// <returns>Its generated key; 0 where the table has none.</returns>
    public long Add<T>(T row)
        where T : class => InsertOf<T>().Add(Transaction, row);

    /// <summary>Adds a row of any table whose key nobody needs.</summary>
    public void AddUnnamed<T>(T row)
        where T : class => InsertOf<T>().AddUnnamed(Transaction, row);

    /// <summary>Adds rows that bring their keys, although the table generates them; those that it generates afterwards are higher.</summary>
    public void AddKeyed<T>(IReadOnlyList<T> rows)
        where T : class
    {
        var (table, key) = (_sql.Table<T>(), _sql.Entity<T>().FindPrimaryKey()!.Properties[0].GetColumnName());
        Execute(_dialect.BeforeKeyedInsert(table));
        Save(context => context.AddRange(rows));
        Execute(_dialect.AfterKeyedInsert(table, key));
    }

    /// <summary>Writes all columns of a row that is there, by its key.</summary>
    public void Replace<T>(T row)
        where T : class => Save(context => context.Update(row));

    /// <summary>Removes an instance. Its parents stay until <see cref="RemoveEmptyAsync"/>.</summary>
    public void Remove(SelectedInstance instance, SelectedSeries series)
    {
        if (_commands.RemoveInstance.Execute(Transaction, instance.Id) > 0)
        {
            Counts.AddInstances(series.Id, series.StudyId, -1, -instance.Length);
        }
    }

    /// <summary>Removes those of the series that are empty, and the studies and patients that are empty then.</summary>
    public async ValueTask RemoveEmptyAsync(IReadOnlyCollection<SelectedSeries> touched)
    {
        _cache.Clear();
        foreach (var series in touched)
        {
            if (_commands.RemoveSeries.Execute(Transaction, series.Id) > 0)
            {
                Counts.AddSeries(series.StudyId, -1);
            }
        }

        foreach (var ids in touched.Select(series => series.StudyId).Distinct().Chunk(SelectionFilter.MaximumList))
        {
            var patients = await Context.Studies.Where(x => ids.Contains(x.Id)).Select(x => x.PatientFk).Distinct().ToListAsync().ConfigureAwait(false);
            Counts.Studies -= ids.Sum(id => _commands.RemoveStudy.Execute(Transaction, id));
            foreach (var patient in patients)
            {
                _commands.RemoveOtherIds.Execute(Transaction, patient);
                Counts.Patients -= _commands.RemovePatient.Execute(Transaction, patient);
            }
        }
    }

    public void Dispose()
    {
        _inserter.Dispose();
        _commands.Dispose();
        foreach (var insert in _inserts.Values)
        {
            insert.Dispose();
        }

        _context.Dispose();
        _connection.Dispose();
    }

    private RowInsert<T> InsertOf<T>()
        where T : class
    {
        if (!_inserts.TryGetValue(typeof(T), out var insert))
        {
            _inserts.Add(typeof(T), insert = new RowInsert<T>(_connection, _sql, _dialect));
        }

        return (RowInsert<T>)insert;
    }

    private void End()
    {
        IsCommitting = false;
        IsRepeating = false;
        if (_isContextInTransaction)
        {
            _context.Database.UseTransaction(null);
            _isContextInTransaction = false;
        }

        _transaction?.Dispose();
        _transaction = null;
    }

    private void Save(Action<CatalogContext> change)
    {
        try
        {
            change(Context);
            Context.SaveChanges();
        }
        finally
        {
            Context.ChangeTracker.Clear();
        }
    }

    private void Execute(string? statement)
    {
        if (statement is not null)
        {
            Context.Database.ExecuteSqlRaw(statement);
        }
    }

    private Dictionary<string, string> Locations()
    {
        var uids = _pending.Rows.Select(row => row.Uid).ToArray();
        return Context.Instances.Where(x => uids.Contains(x.Uid)).Select(x => new { x.Uid, x.Location }).ToDictionary(x => x.Uid, x => x.Location, StringComparer.Ordinal);
    }

    private void Count(IReadOnlySet<string> inserted)
    {
        foreach (var (row, series) in _pending.Places.Where(place => inserted.Contains(place.Row.Uid)))
        {
            Counts.AddInstances(series.Id, series.StudyId, 1, row.Length);
            if (series.SopClassUid != row.SopClassUid && series.SopClassUid != KeyText.Irregular)
            {
                _commands.MixSeries.Execute(Transaction, KeyText.Irregular, series.Id);
                series.SopClassUid = KeyText.Irregular;
            }
        }
    }

    private void WriteCounts()
    {
        if (Counts.IsEmpty)
        {
            return;
        }

        foreach (var (id, instances) in Counts.BySeries)
        {
            _commands.CountSeries.Execute(Transaction, instances, id);
        }

        foreach (var (id, (series, instances)) in Counts.ByStudy)
        {
            _commands.CountStudy.Execute(Transaction, series, instances, id);
        }

        if (!CountTotal())
        {
            Add(new Total { Shard = _shard }); // where another host was faster, the transaction fails, and is repeated
            CountTotal();
        }

        Counts.Clear();
    }

    private bool CountTotal() => _commands.CountTotal.Execute(Transaction, Counts.Patients, Counts.Studies, Counts.Series, Counts.Instances, Counts.Bytes, _shard) > 0;
}
