namespace Gantry.Contracts;

/// <summary>
/// Retrievals by C-MOVE (PS3.4 §C.4.2) that go on though their requestor is gone. A job's UID is made for it, its peer is the destination, and its attributes are a
/// <see cref="RetrievalJob"/>.
/// </summary>
/// <remarks>
/// A job is <see cref="JobState.Pending"/> while its instances are sent: by the operation that was asked, which holds it by a lease, and after that was interrupted by
/// whoever claims it. It is <see cref="JobState.Idle"/> where it waits for an administrator to resume it, <see cref="JobState.Done"/> once nothing remains, and
/// <see cref="JobState.Failed"/> once it was cancelled. One of a <see cref="Job.Priority"/> above 0 was resumed by an administrator. A job that ended without having been
/// interrupted has no <see cref="StoredJob.Attempts"/>, and keeps no instances.
/// An outgoing job (<see cref="Job.IsOutgoing"/>) is a C-MOVE that this server asks its peer for, to itself: its attributes are a <see cref="FetchJob"/>, and it is
/// <see cref="JobState.Idle"/> while it is paused. One that is not outgoing and has never been asked for by a peer is a sending that a user of this server has ordered.
/// </remarks>
public interface IRetrieveQueue : IJobQueue;
