using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Model;
using Gantry.Dal.Relational.Query;
using Gantry.Dal.Relational.Reading;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Relational;

/// <summary>
/// A catalog in a relational database. A provider derives from it and gives it its dialect; nothing else has to differ. What does - one call, one query -
/// is overridden. The other things that the database keeps are in classes of their own beside it, and use its connections.
/// </summary>
/// <remarks>Safe for concurrent use between <see cref="StartAsync"/> and <see cref="StopAsync"/>.</remarks>
public abstract class RelationalCatalog : ICatalog, IPluginLifecycle, IPluginWarmUp, IAsyncDisposable
{
    private readonly CatalogDialect _dialect;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _starting = new(1);
    private CatalogRuntime? _runtime;
    private volatile bool _waitsForMigration;

    protected RelationalCatalog(CatalogDialect dialect, ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        _dialect = dialect;
        _logger = loggerFactory.CreateLogger("Gantry.Dal");
    }

    /// <summary>True to bring the tables up to date at start. False to wait for <see cref="MigrateAsync"/> where they are not; the catalog answers nothing until then.</summary>
    protected virtual bool MigratesAtStart => true;

    private CatalogRuntime Runtime => _runtime ?? throw new CatalogException(_waitsForMigration
        ? "The catalog's tables are older than this version of the software, and its settings say not to change them at start: 'gantry db migrate' does."
        : "The catalog is not running.");

    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(MigratesAtStart, cancellationToken).ConfigureAwait(false);
        if (_waitsForMigration)
        {
            _logger.WaitsForMigration();
        }
    }

    internal async ValueTask<CatalogSchema> DescribeSchemaAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await CatalogRuntime.DescribeAsync(_dialect, checks: _runtime is null, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OutOfMemoryException and not CatalogException)
        {
            throw _dialect.Explain(exception).ToException(exception);
        }
    }

    internal async ValueTask<CatalogSchema> MigrateAsync(CancellationToken cancellationToken)
    {
        await BeginAsync(migrates: true, cancellationToken).ConfigureAwait(false);
        await WarmAsync(cancellationToken).ConfigureAwait(false);
        return await DescribeSchemaAsync(cancellationToken).ConfigureAwait(false);
    }

    internal async ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken)
    {
        var faults = await ReadAsync((context, _) => Task.Run(() => _dialect.Inspect(context.Database.GetDbConnection()), CancellationToken.None), cancellationToken).ConfigureAwait(false);
        var kept = await ReadAsync(CountQuery.RunAsync, cancellationToken).ConfigureAwait(false);
        var counted = await ReadAsync(CountQuery.CountAsync, cancellationToken).ConfigureAwait(false);
        // Stores go on meanwhile: only where the kept counts stood still does a difference mean anything.
        return kept == counted || kept != await ReadAsync(CountQuery.RunAsync, cancellationToken).ConfigureAwait(false)
            ? faults
            : [.. faults, $"The catalog keeps counts of {kept}, but holds {counted}: rebuild it from the stored instances."];
    }

    internal ValueTask<T> ReadAsync<T>(Func<CatalogContext, CancellationToken, Task<T>> query, CancellationToken cancellationToken) => Runtime.Reader.ReadAsync(query, cancellationToken);

    internal ValueTask<T> WriteAsync<T>(Func<WriterSession, T> work, CancellationToken cancellationToken) => Runtime.Writer.PerformAsync(new SessionWork<T>(work), cancellationToken);

    private async ValueTask BeginAsync(bool migrates, CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_runtime is null)
            {
                _runtime = await CatalogRuntime.StartAsync(_dialect, migrates, _logger, cancellationToken).ConfigureAwait(false);
                _waitsForMigration = _runtime is null;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OutOfMemoryException)
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw exception as CatalogException ?? _dialect.Explain(exception).ToException(exception);
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask WarmAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!_waitsForMigration)
            {
                await WarmUp.RunAsync(Runtime.Reader, Runtime.Writer, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OutOfMemoryException and not CatalogException)
        {
            throw _dialect.Explain(exception).ToException(exception);
        }
    }

    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        var runtime = Interlocked.Exchange(ref _runtime, null);
        if (runtime is not null)
        {
            await runtime.DisposeAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        _starting.Dispose();
        GC.SuppressFinalize(this);
    }

    public virtual async ValueTask<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
        {
            return [];
        }

        var prepared = new IngestEntry[entries.Count];
        for (var i = 0; i < prepared.Length; i++)
        {
            prepared[i] = new IngestEntry(entries[i]);
        }

        return await Runtime.Writer.PerformAsync(new AddWork(prepared), cancellationToken).ConfigureAwait(false);
    }

    public virtual ValueTask SyncAsync(CancellationToken cancellationToken) => Runtime.Writer.SyncAsync(cancellationToken);

    public virtual async ValueTask<bool> ReplaceAsync(CatalogEntry entry, string location, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var prepared = new IngestEntry(entry with { RefusesConflict = false });
        return await Runtime.Writer.PerformAsync(new ReplaceWork(prepared, location), cancellationToken).ConfigureAwait(false);
    }

    public virtual IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new FindQuery(Runtime.Reader, query).RunAsync(cancellationToken);
    }

    public virtual IAsyncEnumerable<CatalogInstance> SelectAsync(InstanceSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return new SelectQuery(Runtime.Reader, SelectionFilter.Of(selection)).RunAsync(cancellationToken);
    }

    public virtual async ValueTask<IReadOnlyList<CatalogInstance>> RemoveAsync(InstanceSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return await Runtime.Writer.PerformAsync(new RemoveWork(SelectionFilter.Of(selection)), cancellationToken).ConfigureAwait(false);
    }

    public virtual ValueTask<CatalogCounts> CountAsync(CancellationToken cancellationToken) => Runtime.Reader.ReadAsync(CountQuery.RunAsync, cancellationToken);
}
