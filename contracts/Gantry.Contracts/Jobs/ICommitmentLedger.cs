namespace Gantry.Contracts;

/// <summary>
/// Storage commitments (PS3.4 §J), in both roles. A job's UID is the Transaction UID (0008,1195), its instances are those that commitment is asked for.
/// </summary>
/// <remarks>
/// As SCP, a request is <see cref="JobState.Pending"/> until its result has reached the SCU, <see cref="Job.Peer"/>; <see cref="Job.Attributes"/> are a
/// <see cref="Commitment"/>. A request whose Transaction UID is taken is a job of another UID, all of whose instances have failed with 0131H. As SCU, a request is
/// <see cref="JobState.Idle"/> while the answer is awaited.
/// </remarks>
public interface ICommitmentLedger : IJobQueue;
