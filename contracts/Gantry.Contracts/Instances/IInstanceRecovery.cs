namespace Gantry.Contracts;

/// <summary>A store's promise to tell of an instance at its next start, because the catalog may have lost it in a power failure.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public interface IInstanceRecovery
{
    /// <summary>
    /// Ends the promise: the catalog has the instance durably, or will not get it. Does nothing the second time. To be called soon: the store keeps what it needs to fulfil the promise, and
    /// gives up ways of working that depend on an end to it.
    /// </summary>
    void Release();
}
