using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.MySql;

/// <summary>The roles, in the catalog's database.</summary>
[Export(typeof(IRoleStore)), Shared]
[method: ImportingConstructor]
public sealed class MySqlRoleStore(MySqlCatalog catalog) : RelationalRoleStore(catalog);
