using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Transfer;

namespace Gantry.Dal.SqlServer;

/// <summary>All that the database keeps, record by record.</summary>
[Export(typeof(IDatabaseTransfer)), Shared]
[method: ImportingConstructor]
public sealed class SqlServerTransfer(SqlServerCatalog catalog) : RelationalTransfer(catalog);
