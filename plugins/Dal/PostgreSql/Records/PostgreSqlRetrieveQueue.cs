using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Jobs;

namespace Gantry.Dal.PostgreSql;

/// <summary>The retrievals and sendings, in the catalog's database.</summary>
[Export(typeof(IRetrieveQueue)), Shared]
[method: ImportingConstructor]
public sealed class PostgreSqlRetrieveQueue(PostgreSqlCatalog catalog) : RelationalRetrieveQueue(catalog);
