using Gantry.Contracts;

namespace Gantry.Dal.Relational;

/// <summary>What an administrator does with the catalog's database.</summary>
public abstract class RelationalMaintenance(RelationalCatalog catalog) : ICatalogMaintenance
{
    public virtual ValueTask<CatalogSchema> DescribeAsync(CancellationToken cancellationToken) => catalog.DescribeSchemaAsync(cancellationToken);

    public virtual ValueTask<CatalogSchema> MigrateAsync(CancellationToken cancellationToken) => catalog.MigrateAsync(cancellationToken);

    public virtual ValueTask<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) => catalog.CheckAsync(cancellationToken);
}
