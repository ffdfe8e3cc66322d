using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;

namespace Gantry.Dal.SqlServer;

/// <summary>What an administrator does with the catalog's database.</summary>
[Export(typeof(ICatalogMaintenance)), Shared]
[method: ImportingConstructor]
public sealed class SqlServerMaintenance(SqlServerCatalog catalog) : RelationalMaintenance(catalog);
