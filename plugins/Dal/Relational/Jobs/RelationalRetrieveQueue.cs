using Gantry.Contracts;

namespace Gantry.Dal.Relational.Jobs;

/// <summary>The retrievals and sendings, in the catalog's database.</summary>
public abstract class RelationalRetrieveQueue(RelationalCatalog catalog) : RelationalJobQueue(catalog, JobQueueKind.Retrieve), IRetrieveQueue;
