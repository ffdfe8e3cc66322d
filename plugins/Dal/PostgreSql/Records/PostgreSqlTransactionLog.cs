using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.TransactionLog;

namespace Gantry.Dal.PostgreSql;

/// <summary>The transaction log, in the catalog's database.</summary>
[Export(typeof(ITransactionLog)), Shared]
[method: ImportingConstructor]
public sealed class PostgreSqlTransactionLog(PostgreSqlCatalog catalog) : RelationalTransactionLog(catalog);
