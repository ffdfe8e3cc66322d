using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational;

namespace Gantry.Dal.MySql;

/// <summary>What an administrator does with the catalog's database.</summary>
[Export(typeof(ICatalogMaintenance)), Shared]
[method: ImportingConstructor]
public sealed class MySqlMaintenance(MySqlCatalog catalog) : RelationalMaintenance(catalog);
