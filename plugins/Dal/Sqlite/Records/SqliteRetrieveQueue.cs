using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Jobs;

namespace Gantry.Dal.Sqlite;

/// <summary>The retrievals and sendings, in the catalog's file.</summary>
[Export(typeof(IRetrieveQueue)), Shared]
[method: ImportingConstructor]
public sealed class SqliteRetrieveQueue(SqliteCatalog catalog) : RelationalRetrieveQueue(catalog);
