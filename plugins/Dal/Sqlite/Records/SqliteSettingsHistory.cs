using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Settings;

namespace Gantry.Dal.Sqlite;

/// <summary>The history of settings, in the catalog's file.</summary>
[Export(typeof(ISettingsHistory)), Shared]
[method: ImportingConstructor]
public sealed class SqliteSettingsHistory(SqliteCatalog catalog) : RelationalSettingsHistory(catalog);
