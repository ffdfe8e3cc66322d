using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.SqlServer;

/// <summary>The roles, in the catalog's database.</summary>
[Export(typeof(IRoleStore)), Shared]
[method: ImportingConstructor]
public sealed class SqlServerRoleStore(SqlServerCatalog catalog) : RelationalRoleStore(catalog);
