namespace Gantry.Contracts;

/// <summary>
/// Retrievals and sendings that go on in the background. A job's UID is made for it, its peer is the AE at the other end, and its attributes are the
/// identifier of the retrieval (PS3.4 §C.4.2.1) or the instances in Referenced SOP Sequence (0008,1199), with those that failed in Failed SOP Sequence
/// (0008,1198).
/// </summary>
public interface IRetrieveQueue : IJobQueue;
