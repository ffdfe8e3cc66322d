using System.Composition;
using Gantry.Contracts;
using Gantry.Dal.Relational.Jobs;

namespace Gantry.Dal.PostgreSql;

/// <summary>The storage commitments, in the catalog's database.</summary>
[Export(typeof(ICommitmentLedger)), Shared]
[method: ImportingConstructor]
public sealed class PostgreSqlCommitmentLedger(PostgreSqlCatalog catalog) : RelationalCommitmentLedger(catalog);
