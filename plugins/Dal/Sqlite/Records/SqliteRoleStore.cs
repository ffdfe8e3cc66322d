using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.Sqlite;

/// <summary>The roles, in the catalog's file.</summary>
[Export(typeof(IRoleStore)), Shared]
[method: ImportingConstructor]
public sealed class SqliteRoleStore(SqliteCatalog catalog) : RelationalRoleStore(catalog);
