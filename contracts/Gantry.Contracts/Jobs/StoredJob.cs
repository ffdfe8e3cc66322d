namespace Gantry.Contracts;

/// <summary>A job as it lies in its queue.</summary>
/// <param name="Job">The job.</param>
/// <param name="Version">Rises with every claim and every change.</param>
/// <param name="Attempts">How often it was claimed.</param>
/// <param name="Lease">Who holds or held it last; null for nobody.</param>
/// <param name="ChangedAt">When it was last changed or claimed.</param>
public sealed record StoredJob(Job Job, long Version, int Attempts, JobLease? Lease, DateTimeOffset ChangedAt);
