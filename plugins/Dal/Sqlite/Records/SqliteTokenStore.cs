using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.Sqlite;

/// <summary>The tokens, in the catalog's file.</summary>
[Export(typeof(ITokenStore)), Shared]
[method: ImportingConstructor]
public sealed class SqliteTokenStore(SqliteCatalog catalog) : RelationalTokenStore(catalog);
