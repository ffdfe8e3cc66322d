using Gantry.Contracts;

namespace Gantry.Dal.Relational.Jobs;

/// <summary>The requests for media, in the catalog's database.</summary>
public abstract class RelationalMediaQueue(RelationalCatalog catalog) : RelationalJobQueue(catalog, JobQueueKind.Media), IMediaQueue;
