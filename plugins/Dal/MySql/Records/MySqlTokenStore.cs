using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Users;

namespace Gantry.Dal.MySql;

/// <summary>The tokens, in the catalog's database.</summary>
[Export(typeof(ITokenStore)), Shared]
[method: ImportingConstructor]
public sealed class MySqlTokenStore(MySqlCatalog catalog) : RelationalTokenStore(catalog);
