using Gantry.Contracts;
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
    private readonly IAsyncDisposable? _upkeep;
    private readonly NamePartsUpkeep _nameParts;

    private CatalogRuntime(ServiceProvider entityFramework, ContextPool contexts, CatalogReader reader, CatalogWriter writer, IAsyncDisposable? upkeep, NamePartsUpkeep nameParts)
    {
        _entityFramework = entityFramework;
        _contexts = contexts;
        _upkeep = upkeep;
        _nameParts = nameParts;
        Reader = reader;
        Writer = writer;
    }

    public CatalogReader Reader { get; }

    public CatalogWriter Writer { get; }

    /// <summary>Opens the database and brings its tables up to date.</summary>
    /// <returns>Null where they are not, and may not be changed.</returns>
    public static async ValueTask<CatalogRuntime?> StartAsync(CatalogDialect dialect, bool migrates, ILogger logger, CancellationToken cancellationToken)
    {
        var entityFramework = EntityFrameworkOf(dialect);
        try
        {
            if (!await MigrateAsync(dialect, entityFramework, migrates, logger, cancellationToken).ConfigureAwait(false))
            {
                await entityFramework.DisposeAsync().ConfigureAwait(false);
                return null;
            }

            var writer = new CatalogWriter(dialect, () => new WriterSession(dialect, entityFramework, logger), logger);
            var contexts = new ContextPool(dialect, entityFramework, dialect.MaximumReaders);
            return new CatalogRuntime(entityFramework, contexts, new CatalogReader(contexts, writer, dialect), writer, dialect.StartUpkeep(logger), new NamePartsUpkeep(writer, logger));
        }
        catch
        {
            await entityFramework.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>How far the tables are, whether the catalog runs or not. Nothing is changed.</summary>
    /// <param name="dialect">The database.</param>
    /// <param name="checks">True to look whether the catalog could run there, too.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async ValueTask<CatalogSchema> DescribeAsync(CatalogDialect dialect, bool checks, CancellationToken cancellationToken)
    {
        var entityFramework = EntityFrameworkOf(dialect);
        await using (entityFramework.ConfigureAwait(false))
        {
            var connection = dialect.OpenForReading();
            await using (connection.ConfigureAwait(false))
            {
                if (checks)
                {
                    dialect.Check(connection);
                }

                var context = dialect.CreateContext(connection, entityFramework);
                await using (context.ConfigureAwait(false))
                {
                    return await CatalogMigrations.DescribeAsync(dialect.Describe(connection), context, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    // Nothing of this generation may stay behind in what outlives it: no thread, no timer, no open context. EF Core keeps its caches in the services
    // that are disposed here; a test watches that the load context is collected afterwards.
    public async ValueTask DisposeAsync()
    {
        await _nameParts.DisposeAsync().ConfigureAwait(false);
        await Writer.DisposeAsync().ConfigureAwait(false);
        if (_upkeep is not null)
        {
            await _upkeep.DisposeAsync().ConfigureAwait(false);
        }

        _contexts.Dispose();
        await _entityFramework.DisposeAsync().ConfigureAwait(false);
    }

    private static ServiceProvider EntityFrameworkOf(CatalogDialect dialect)
    {
        var services = new ServiceCollection();
        dialect.AddEntityFramework(services);
        // EF Core would log statements, and these are thousands a second; what goes wrong is told by exceptions.
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        return services.BuildServiceProvider();
    }

    private static async ValueTask<bool> MigrateAsync(CatalogDialect dialect, IServiceProvider entityFramework, bool migrates, ILogger logger, CancellationToken cancellationToken)
    {
        var connection = dialect.OpenForWriting();
        await using (connection.ConfigureAwait(false))
        {
            dialect.Check(connection);
            var context = dialect.CreateContext(connection, entityFramework);
            await using (context.ConfigureAwait(false))
            {
                return await CatalogMigrations.ApplyAsync(dialect, context, migrates, logger, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
