namespace Gantry.Contracts;

/// <summary>What an administrator does with the database of the catalog: looks at its tables, brings them up to date, has it checked.</summary>
/// <remarks>Safe for concurrent use. Exported beside <see cref="ICatalog"/> by plugins whose database has tables that change with versions.</remarks>
public interface ICatalogMaintenance
{
    /// <summary>Says which database it is and how far its tables are.</summary>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    ValueTask<CatalogSchema> DescribeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Brings the tables up to date, and the catalog into service where it waited for that. Data stay; the version before can go on working on the tables.
    /// </summary>
    /// <returns>How far they are then.</returns>
    /// <exception cref="CatalogException">They could not be changed, or belong to a newer version.</exception>
    ValueTask<CatalogSchema> MigrateAsync(CancellationToken cancellationToken);

    /// <summary>Has the database look whether it is sound, as thoroughly as it can without stopping; it may take minutes.</summary>
    /// <returns>What is wrong, in sentences for an administrator; none where all is well.</returns>
    /// <exception cref="CatalogException">The database cannot be read.</exception>
    ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken);
}
