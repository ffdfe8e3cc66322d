using Gantry.Dal.Relational.Ingest;
using Gantry.Dal.Relational.Migrations;
using Gantry.Dal.Relational.Reading;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gantry.Dal.Relational;

/// <summary>What a catalog has between start and stop.</summary>
internal sealed class CatalogRuntime : IAsyncDisposable
{
    private readonly ServiceProvider _entityFramework;
    private readonly ContextPool _contexts;

    private CatalogRuntime(ServiceProvider entityFramework, ContextPool contexts, CatalogReader reader, CatalogWriter writer)
    {
        _entityFramework = entityFramework;
        _contexts = contexts;
        Reader = reader;
        Writer = writer;
    }

    public CatalogReader Reader { get; }

    public CatalogWriter Writer { get; }

    public static async ValueTask<CatalogRuntime> StartAsync(CatalogDialect dialect, ILogger logger, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        dialect.AddEntityFramework(services);
        // EF Core would log statements, and these are thousands a second; what goes wrong is told by exceptions.
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        var entityFramework = services.BuildServiceProvider();
        try
        {
            await MigrateAsync(dialect, entityFramework, logger, cancellationToken).ConfigureAwait(false);
            var writer = new CatalogWriter(dialect, () => new WriterSession(dialect, entityFramework, logger), logger);
            var contexts = new ContextPool(dialect, entityFramework, dialect.MaximumReaders);
            return new CatalogRuntime(entityFramework, contexts, new CatalogReader(contexts, dialect), writer);
        }
        catch
        {
            await entityFramework.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Nothing of this generation may stay behind in what outlives it: no thread, no timer, no open context. EF Core keeps its caches in the services
    // that are disposed here; a test watches that the load context is collected afterwards.
    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync().ConfigureAwait(false);
        _contexts.Dispose();
        await _entityFramework.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask MigrateAsync(CatalogDialect dialect, IServiceProvider entityFramework, ILogger logger, CancellationToken cancellationToken)
    {
        var connection = dialect.OpenForWriting();
        await using (connection.ConfigureAwait(false))
        {
            dialect.Check(connection);
            var context = dialect.CreateContext(connection, entityFramework);
            await using (context.ConfigureAwait(false))
            {
                await CatalogMigrations.ApplyAsync(dialect, context, logger, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
