namespace Gantry.Contracts;

/// <summary>A job, with its version, attempts and lease.</summary>
/// <param name="Kind">Which queue it is in: <see cref="TransferKind.Commitment"/>, <see cref="TransferKind.Media"/> or <see cref="TransferKind.Retrieve"/>.</param>
/// <param name="Stored">The job.</param>
public sealed record JobRecord(TransferKind Kind, StoredJob Stored) : TransferRecord(Kind, (Stored ?? throw new ArgumentNullException(nameof(Stored))).Job.Uid.Value)
{
    private protected override void Write(TransferContent content)
    {
        var job = Stored.Job;
        content.Add((long)job.State).Add(job.Priority).Add(job.DueAt).Add(job.CreatedAt).Add(job.Peer.Value).Add(job.IsOutgoing ? 1 : 0).Add(job.Attributes).Add(job.Note)
            .Add(job.Instances.IsDefault ? [] : [.. job.Instances.Select(instance => instance.Value).Distinct().Order(StringComparer.Ordinal)])
            .Add(Stored.Version).Add(Stored.Attempts).Add(Stored.Lease?.Owner).Add(Stored.Lease?.EndsAt).Add(Stored.ChangedAt);
    }
}
