namespace Gantry.Contracts;

/// <summary>
/// Requests for media (PS3.4 §S). A job's UID is the SOP Instance UID of the request, its attributes are those of the Media Creation Management IOD
/// (PS3.3 §B.14), Execution Status (2100,0020) and Execution Status Info (2100,0030) included.
/// </summary>
/// <remarks>
/// IDLE is <see cref="JobState.Idle"/>; PENDING is <see cref="JobState.Pending"/> without a lease, CREATING with one; DONE and FAILURE are
/// <see cref="JobState.Done"/> and <see cref="JobState.Failed"/>. What a device needs to find its work again after a restart it keeps in private elements.
/// </remarks>
public interface IMediaQueue : IJobQueue;
