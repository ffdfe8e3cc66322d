using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Relational.Migrations;

/// <summary>Brings the tables up to date. Migrations only add, so that the version before goes on working beside this one, and after a rollback.</summary>
internal static class CatalogMigrations
{
    public static async ValueTask ApplyAsync(CatalogDialect dialect, CatalogContext context, ILogger logger, CancellationToken cancellationToken)
    {
        var pending = await PendingAsync(context, logger, cancellationToken).ConfigureAwait(false);
        if (pending.Count == 0)
        {
            return;
        }

        var migrationLock = await dialect.LockMigrationsAsync(cancellationToken).ConfigureAwait(false);
        await using (migrationLock.ConfigureAwait(false))
        {
            pending = await PendingAsync(context, logger, cancellationToken).ConfigureAwait(false);
            if (pending.Count > 0)
            {
                dialect.PrepareMigration(context);
                await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
                logger.Migrated(string.Join(", ", pending));
            }
        }
    }

    private static async ValueTask<List<string>> PendingAsync(CatalogContext context, ILogger logger, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToList();
        var unknown = applied.Except(known).ToList();
        if (unknown.Count > 0)
        {
            logger.NewerSchema(string.Join(", ", unknown));
        }

        return [.. known.Except(applied)];
    }
}
