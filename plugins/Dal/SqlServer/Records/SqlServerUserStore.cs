using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.SqlServer;

/// <summary>The users, in the catalog's database.</summary>
[Export(typeof(IUserStore)), Shared]
[method: ImportingConstructor]
public sealed class SqlServerUserStore(SqlServerCatalog catalog) : RelationalUserStore(catalog);
