using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.TransactionLog;

namespace Gantry.Dal.MySql;

/// <summary>The transaction log, in the catalog's database.</summary>
[Export(typeof(ITransactionLog)), Shared]
[method: ImportingConstructor]
public sealed class MySqlTransactionLog(MySqlCatalog catalog) : RelationalTransactionLog(catalog);
