using System.Data;
using System.Data.Common;
using System.Globalization;
using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Relational.Ingest;

/// <summary>The writer's connection with its prepared commands, and what it remembers between transactions.</summary>
/// <remarks>Used by the writer alone.</remarks>
internal sealed class WriterSession : IDisposable
{
    private const int MaximumPending = 256;
    private readonly DbConnection _connection;
    private readonly IngestCommands _commands;
    private readonly InstanceInserter _inserter;
    private readonly PendingInstances _pending = new();
    private readonly CatalogDialect _dialect;
    private readonly ILogger _logger;
    private readonly SeriesCache _cache = new(maximum: 4096);
    private DbTransaction? _transaction;

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
            Context = dialect.CreateContext(_connection, entityFramework);
            var sql = Context.GetService<ISqlGenerationHelper>();
            _commands = new IngestCommands(_connection, sql, dialect);
            _inserter = dialect.CreateInserter(_connection, sql);
        }
        catch
        {
            _commands?.Dispose();
            Context?.Dispose();
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>A context on the writer's connection; inside a transaction it reads what the transaction has written.</summary>
    public CatalogContext Context { get; }

    public IngestCommands Commands => _commands;

    public DbTransaction Transaction => _transaction ?? throw new InvalidOperationException("No transaction is open.");

    public void Begin()
    {
        _transaction = _dialect.BeginWriting(_connection);
        Context.Database.UseTransaction(_transaction);
    }

    public void Commit()
    {
        Flush();
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
            _pending.Settle(inserted, IsRepeating ? Locations() : null);
        }
    }

    /// <summary>Undoes the transaction, if one is open. A connection that cannot even do that is closed by the caller.</summary>
    public void Rollback()
    {
        _cache.Clear();
        _pending.Clear();
        try
        {
            _transaction?.Rollback();
        }
        finally
        {
            End();
        }
    }

    /// <summary>Removes those of the series that are empty, and the studies and patients that are empty then.</summary>
    public async ValueTask RemoveEmptyAsync(IReadOnlyCollection<long> seriesIds)
    {
        _cache.Clear();
        foreach (var ids in seriesIds.Chunk(SelectionFilter.MaximumList))
        {
            var parents = await Context.Series.Where(x => ids.Contains(x.Id)).Select(x => new { Study = x.StudyFk, Patient = x.Study.PatientFk }).Distinct().ToListAsync().ConfigureAwait(false);
            foreach (var id in ids)
            {
                _commands.RemoveSeries.Execute(Transaction, id);
            }

            foreach (var parent in parents)
            {
                _commands.RemoveStudy.Execute(Transaction, parent.Study);
                _commands.RemovePatient.Execute(Transaction, parent.Patient);
            }
        }
    }

    /// <summary>Adds an instance.</summary>
    /// <param name="entry">The instance.</param>
    /// <param name="outcome">Told what became of it, before the commit.</param>
    public void Add(IngestEntry entry, Action<AddOutcome> outcome)
    {
        if (_pending.Contains(entry.SopInstance.Value))
        {
            outcome(AddOutcome.AlreadyPresent);
            return;
        }

        var series = _cache.Find(entry.Series.Value) ?? FindSeries(entry);
        if (series is null)
        {
            if (_commands.FindInstance.Scalar(Transaction, entry.SopInstance.Value) is not null)
            {
                outcome(AddOutcome.AlreadyPresent); // before anything is made for it: it would be a series without instances
                return;
            }

            series = AddSeries(entry);
        }

        Report(series, entry);
        _pending.Add(entry.ToRow(series.Id), outcome);
        if (_pending.Count >= MaximumPending)
        {
            Flush();
        }
    }

    public void Dispose()
    {
        _inserter.Dispose();
        _commands.Dispose();
        Context.Dispose();
        _connection.Dispose();
    }

    private void End()
    {
        IsCommitting = false;
        IsRepeating = false;
        Context.Database.UseTransaction(null);
        _transaction?.Dispose();
        _transaction = null;
    }

    private Dictionary<string, string> Locations()
    {
        var uids = _pending.Rows.Select(row => row.Uid).ToArray();
        return Context.Instances.Where(x => uids.Contains(x.Uid)).Select(x => new { x.Uid, x.Location }).ToDictionary(x => x.Uid, x => x.Location, StringComparer.Ordinal);
    }

    private CachedSeries? FindSeries(IngestEntry entry)
    {
        using var reader = _commands.FindSeries.Read(Transaction, entry.Series.Value);
        return reader.Read() ? _cache.Add(entry.Series.Value, new CachedSeries(reader.GetInt64(0), reader.GetString(1), reader.GetString(2))) : null;
    }

    private CachedSeries AddSeries(IngestEntry entry)
    {
        var (study, patientKey) = FindStudy(entry) ?? AddStudy(entry);
        var id = Id(_commands.AddSeries.Scalar(
            Transaction,
            entry.Series.Value,
            study,
            entry.Key(Tags.Modality, KeyLengths.Modality),
            entry.Number(Tags.SeriesNumber) ?? int.MaxValue,
            entry.Encode(QueryLevel.Series)));
        return _cache.Add(entry.Series.Value, new CachedSeries(id, entry.Study.Value, patientKey));
    }

    private (long Id, string PatientKey)? FindStudy(IngestEntry entry)
    {
        using var reader = _commands.FindStudy.Read(Transaction, entry.Study.Value);
        return reader.Read() ? (reader.GetInt64(0), reader.GetString(1)) : null;
    }

    private (long Id, string PatientKey) AddStudy(IngestEntry entry)
    {
        var patient = _commands.FindPatient.Scalar(Transaction, entry.PatientKey) is { } found ? Id(found) : AddPatient(entry);
        var id = Id(_commands.AddStudy.Scalar(
            Transaction,
            entry.Study.Value,
            patient,
            entry.DateKey(Tags.StudyDate),
            entry.Key(Tags.AccessionNumber, KeyLengths.AccessionNumber),
            entry.Encode(QueryLevel.Study)));
        return (id, entry.PatientKey);
    }

    private long AddPatient(IngestEntry entry)
    {
        var name = entry.PatientName;
        return Id(_commands.AddPatient.Scalar(
            Transaction,
            entry.PatientKey,
            entry.Key(Tags.PatientID, KeyLengths.PatientId),
            name.Alphabetic,
            name.Ideographic,
            name.Phonetic,
            entry.Encode(QueryLevel.Patient)));
    }

    // The first parent stays: moving what is there would change, behind their back, what others have already found.
    private void Report(CachedSeries series, IngestEntry entry)
    {
        if (series.IsReported)
        {
            return;
        }

        if (series.StudyUid != entry.Study.Value)
        {
            series.IsReported = true;
            _logger.SeriesOfAnotherStudy(entry.Series, series.StudyUid, entry.Study);
        }
        else if (series.PatientKey != entry.PatientKey)
        {
            series.IsReported = true;
            _logger.StudyOfAnotherPatient(entry.Study, entry.SopInstance);
        }
    }

    private static long Id(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
