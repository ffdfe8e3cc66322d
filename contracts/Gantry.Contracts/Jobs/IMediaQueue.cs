namespace Gantry.Contracts;

/// <summary>
/// Requests for media (PS3.4 §S). A job's UID is the SOP Instance UID of the request, its peer is the AE that asked, and its attributes are a <see cref="MediaJob"/>: those of
/// the Media Creation Management IOD (PS3.3 §B.14), Execution Status (2100,0020) and Execution Status Info (2100,0030) included.
/// </summary>
/// <remarks>
/// IDLE is <see cref="JobState.Idle"/>, PENDING and CREATING are <see cref="JobState.Pending"/>, DONE and FAILURE are <see cref="JobState.Done"/> and
/// <see cref="JobState.Failed"/>. A job has a lease while its content is prepared or its device is asked, and none while the device works: whoever claims it next goes on.
/// </remarks>
public interface IMediaQueue : IJobQueue;
