namespace Gantry.Contracts;

/// <summary>
/// Storage commitments (PS3.4 §J), in both roles. A job's UID is the Transaction UID (0008,1195), its instances are those that commitment is asked for.
/// </summary>
/// <remarks>
/// As SCP, a request is <see cref="JobState.Pending"/> until its result has reached the SCU, <see cref="Job.Peer"/>; <see cref="Job.Attributes"/> are a
/// <see cref="Commitment"/>. A request whose Transaction UID is taken is a job of another UID, all of whose instances have failed with 0131H. As SCU, where <see cref="Job.IsOutgoing"/> is true, a
/// request is <see cref="JobState.Pending"/> until <see cref="Job.Peer"/> has answered it: due when it is to be sent, and, once <see cref="Commitment.AskedAt"/> is set, when the
/// answer is given up. It is <see cref="JobState.Done"/> with the answer, whatever that is; <see cref="SafeCopies"/> says what the answers mean for an instance.
/// </remarks>
public interface ICommitmentLedger : IJobQueue;
