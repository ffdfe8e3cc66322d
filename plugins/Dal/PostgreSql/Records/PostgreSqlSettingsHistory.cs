using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Settings;

namespace Gantry.Dal.PostgreSql;

/// <summary>The history of settings, in the catalog's database.</summary>
[Export(typeof(ISettingsHistory)), Shared]
[method: ImportingConstructor]
public sealed class PostgreSqlSettingsHistory(PostgreSqlCatalog catalog) : RelationalSettingsHistory(catalog);
