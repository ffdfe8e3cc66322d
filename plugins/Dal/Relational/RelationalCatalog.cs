using Gantry.Contracts;
using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Query;
using Gantry.Dal.Relational.Reading;
using Gantry.Dal.Relational.Retrieve;
using Gantry.Dicom;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Relational;

/// <summary>A catalog in a relational database. A provider derives from it and gives it its dialect; nothing else differs.</summary>
/// <remarks>Safe for concurrent use between <see cref="StartAsync"/> and <see cref="StopAsync"/>.</remarks>
public abstract class RelationalCatalog : ICatalog, IPluginLifecycle, IPluginWarmUp, IAsyncDisposable
{
    private readonly CatalogDialect _dialect;
    private readonly ILogger _logger;
    private CatalogRuntime? _runtime;

    protected RelationalCatalog(CatalogDialect dialect, ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(loggerFactory);
        _dialect = dialect;
        _logger = loggerFactory.CreateLogger("Gantry.Dal");
    }

    private CatalogRuntime Runtime => _runtime ?? throw new CatalogException("The catalog is not running.");

    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _runtime = await CatalogRuntime.StartAsync(_dialect, _logger, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not OutOfMemoryException)
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw exception as CatalogException ?? _dialect.Explain(exception).ToException(exception);
        }
    }

    public async ValueTask WarmAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WarmUp.RunAsync(Runtime.Reader, Runtime.Writer, cancellationToken).ConfigureAwait(false);
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
        GC.SuppressFinalize(this);
    }

    public async ValueTask<IReadOnlyList<AddOutcome>> AddAsync(IReadOnlyList<CatalogEntry> entries, CancellationToken cancellationToken)
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

    public IAsyncEnumerable<DicomDataSet> FindAsync(CatalogQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new FindQuery(Runtime.Reader, query).RunAsync(cancellationToken);
    }

    public IAsyncEnumerable<CatalogInstance> SelectAsync(InstanceSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return new SelectQuery(Runtime.Reader, SelectionFilter.Of(selection)).RunAsync(cancellationToken);
    }

    public async ValueTask<IReadOnlyList<CatalogInstance>> RemoveAsync(InstanceSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return await Runtime.Writer.PerformAsync(new RemoveWork(SelectionFilter.Of(selection)), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<CatalogCounts> CountAsync(CancellationToken cancellationToken) => Runtime.Reader.ReadAsync(CountQuery.RunAsync, cancellationToken);
}
