namespace Gantry.Contracts;

/// <summary>Who works on a job, and until when nobody else does.</summary>
/// <param name="Owner">A name of the host, unique among those that share the database; 1 to <see cref="MaximumOwnerLength"/> characters.</param>
/// <param name="EndsAt">When others may claim the job.</param>
public sealed record JobLease(string Owner, DateTimeOffset EndsAt)
{
    /// <summary>The longest <see cref="Owner"/>, in characters.</summary>
    public const int MaximumOwnerLength = 64;
}
