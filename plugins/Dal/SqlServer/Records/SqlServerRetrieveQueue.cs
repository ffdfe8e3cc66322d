using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Jobs;

namespace Gantry.Dal.SqlServer;

/// <summary>The retrievals and sendings, in the catalog's database.</summary>
[Export(typeof(IRetrieveQueue)), Shared]
[method: ImportingConstructor]
public sealed class SqlServerRetrieveQueue(SqlServerCatalog catalog) : RelationalRetrieveQueue(catalog);
