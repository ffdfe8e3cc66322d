namespace Gantry.Contracts;

/// <summary>
/// Storage commitments (PS3.4 §J), in both roles. A job's UID is the Transaction UID (0008,1195), its instances are those that commitment is asked for.
/// </summary>
/// <remarks>
/// As SCP, a request is <see cref="JobState.Pending"/> until its result has reached the SCU; <see cref="Job.Attributes"/> hold what the N-ACTION brought
/// and, once it is known, what the N-EVENT-REPORT is to say: Referenced SOP Sequence (0008,1199), and Failed SOP Sequence (0008,1198) with a Failure
/// Reason (0008,1197) for each. As SCU, a request is <see cref="JobState.Idle"/> while the answer is awaited.
/// </remarks>
public interface ICommitmentLedger : IJobQueue;
