using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Settings;

namespace Gantry.Dal.SqlServer;

/// <summary>The history of settings, in the catalog's database.</summary>
[Export(typeof(ISettingsHistory)), Shared]
[method: ImportingConstructor]
public sealed class SqlServerSettingsHistory(SqlServerCatalog catalog) : RelationalSettingsHistory(catalog);
