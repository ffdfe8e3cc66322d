using Gantry.Contracts;

namespace Gantry.Dal.Relational.Jobs;

/// <summary>The storage commitments, in the catalog's database.</summary>
public abstract class RelationalCommitmentLedger(RelationalCatalog catalog) : RelationalJobQueue(catalog, JobQueueKind.Commitment), ICommitmentLedger;
