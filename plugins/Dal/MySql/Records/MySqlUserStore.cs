using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.MySql;

/// <summary>The users, in the catalog's database.</summary>
[Export(typeof(IUserStore)), Shared]
[method: ImportingConstructor]
public sealed class MySqlUserStore(MySqlCatalog catalog) : RelationalUserStore(catalog);
