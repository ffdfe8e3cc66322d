using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.PostgreSql;

/// <summary>The tokens, in the catalog's database.</summary>
[Export(typeof(ITokenStore)), Shared]
[method: ImportingConstructor]
public sealed class PostgreSqlTokenStore(PostgreSqlCatalog catalog) : RelationalTokenStore(catalog);
