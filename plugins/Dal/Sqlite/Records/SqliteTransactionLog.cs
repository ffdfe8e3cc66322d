using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.TransactionLog;

namespace Gantry.Dal.Sqlite;

/// <summary>The transaction log, in the catalog's file.</summary>
[Export(typeof(ITransactionLog)), Shared]
[method: ImportingConstructor]
public sealed class SqliteTransactionLog(SqliteCatalog catalog) : RelationalTransactionLog(catalog);
