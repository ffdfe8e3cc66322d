using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.Sqlite;

/// <summary>The users, in the catalog's file.</summary>
[Export(typeof(IUserStore)), Shared]
[method: ImportingConstructor]
public sealed class SqliteUserStore(SqliteCatalog catalog) : RelationalUserStore(catalog);
