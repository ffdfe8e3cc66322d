namespace Gantry.Contracts;

/// <summary>Sends N-EVENT-REPORT back on the association of an operation, as long as that lasts. Made by the host.</summary>
/// <remarks>
/// It may be kept beyond the operation, by a part that ends with its plugin: the requestor may release the association at any time, and reports then have to go
/// over another one, of <see cref="IRemoteNodes.OpenEventReportsAsync"/>.
/// </remarks>
public interface IOperationEvents : IEventReporter
{
    /// <summary>
    /// Ends when the operation's response is on its way, or will never be; never fails. A peer expects the response before the events that follow from it.
    /// The handler itself must not wait for it, since the response is the handler's.
    /// </summary>
    Task Responded { get; }
}
