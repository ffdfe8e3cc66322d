using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Jobs;

namespace Gantry.Dal.Sqlite;

/// <summary>The storage commitments, in the catalog's file.</summary>
[Export(typeof(ICommitmentLedger)), Shared]
[method: ImportingConstructor]
public sealed class SqliteCommitmentLedger(SqliteCatalog catalog) : RelationalCommitmentLedger(catalog);
