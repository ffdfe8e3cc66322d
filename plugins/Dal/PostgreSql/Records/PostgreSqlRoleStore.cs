using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.PostgreSql;

/// <summary>The roles, in the catalog's database.</summary>
[Export(typeof(IRoleStore)), Shared]
[method: ImportingConstructor]
public sealed class PostgreSqlRoleStore(PostgreSqlCatalog catalog) : RelationalRoleStore(catalog);
