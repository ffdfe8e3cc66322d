using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;

namespace Gantry.Dal.Sqlite;

/// <summary>What an administrator does with the catalog's file.</summary>
[Export(typeof(ICatalogMaintenance)), Shared]
[method: ImportingConstructor]
public sealed class SqliteMaintenance(SqliteCatalog catalog) : RelationalMaintenance(catalog);
