using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Transfer;

namespace Gantry.Dal.Sqlite;

/// <summary>All that the database keeps, record by record.</summary>
[Export(typeof(IDatabaseTransfer)), Shared]
[method: ImportingConstructor]
public sealed class SqliteTransfer(SqliteCatalog catalog) : RelationalTransfer(catalog);
