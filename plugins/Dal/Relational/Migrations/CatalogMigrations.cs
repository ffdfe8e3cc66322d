using Gantry.Contracts;
using Gantry.Dal.Relational.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Gantry.Dal.Relational.Migrations;

/// <summary>
/// Brings the tables up to date. Migrations mostly add, so that the version before goes on working beside this one, and after a rollback; the row of
/// <see cref="Schema"/> says how old a version may be. One that is older refuses the tables.
/// </summary>
internal static class CatalogMigrations
{
    /// <summary>The migrations that a version must know to work on the tables that this version makes. Raised by a migration that does not only add.</summary>
    private const int OldestReader = 1;

    /// <summary>Applies what is pending.</summary>
    /// <returns>False where something is pending, and may not be applied.</returns>
    /// <exception cref="CatalogException">A newer version has changed the tables so that this one cannot work on them.</exception>
    public static async ValueTask<bool> ApplyAsync(CatalogDialect dialect, CatalogContext context, bool migrates, ILogger logger, CancellationToken cancellationToken)
    {
        var pending = await PendingAsync(context, logger, cancellationToken).ConfigureAwait(false);
        if (pending.Count == 0 || !migrates)
        {
            return pending.Count == 0;
        }

        var migrationLock = await dialect.LockMigrationsAsync(cancellationToken).ConfigureAwait(false);
        await using (migrationLock.ConfigureAwait(false))
        {
            pending = await PendingAsync(context, logger, cancellationToken).ConfigureAwait(false);
            if (pending.Count > 0)
            {
                dialect.PrepareMigration(context);
                await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
                await WriteSchemaAsync(context, cancellationToken).ConfigureAwait(false);
                logger.Migrated(string.Join(", ", pending));
            }
        }

        return true;
    }

    /// <exception cref="CatalogException">A newer version has changed the tables so that this one cannot work on them.</exception>
    public static async ValueTask<CatalogSchema> DescribeAsync(string database, CatalogContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToList();
        if (applied.Except(known).ToList() is { Count: > 0 } unknown)
        {
            await CheckAsync(context, known.Count, applied, unknown, cancellationToken).ConfigureAwait(false);
        }

        return new() { Database = database, Applied = [.. applied], Pending = [.. known.Except(applied)] };
    }

    private static async ValueTask<List<string>> PendingAsync(CatalogContext context, ILogger logger, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = (await context.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToList();
        var unknown = applied.Except(known).ToList();
        if (unknown.Count > 0)
        {
            await CheckAsync(context, known.Count, applied, unknown, cancellationToken).ConfigureAwait(false);
            logger.NewerSchema(string.Join(", ", unknown));
        }

        return [.. known.Except(applied)];
    }

    private static async ValueTask CheckAsync(CatalogContext context, int known, List<string> applied, List<string> unknown, CancellationToken cancellationToken)
    {
        // Tables that nobody vouches for may be anything: those of a version before the first, for example.
        var schema = applied.Count > unknown.Count ? await context.Schemas.SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) : null;
        if (schema is null || schema.Version != applied.Count || schema.OldestReader > known)
        {
            throw new CatalogException(
                $"The catalog's tables were made by another version of the software, and this one cannot work on them (it does not know {string.Join(", ", unknown)}). "
                + "Use the newer version again, or another database.")
            { IsTransient = false };
        }
    }

    private static async ValueTask WriteSchemaAsync(CatalogContext context, CancellationToken cancellationToken)
    {
        var version = context.Database.GetMigrations().Count();
        context.Schemas.Add(new Schema { Id = 1, Version = version, OldestReader = OldestReader });
        context.Entry(context.Schemas.Local.Single()).State = await context.Schemas.AnyAsync(cancellationToken).ConfigureAwait(false) ? EntityState.Modified : EntityState.Added;
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        context.ChangeTracker.Clear();
    }
}
