namespace Gantry.Contracts;

/// <summary>Is told of every request to a plugin's routes that has ended, and of those that were refused for want of a token or a right. Any number of plugins may export one.</summary>
/// <remarks>
/// Not of routes that anyone may have. An exception is logged and dropped. Exported <c>[Shared]</c>, one observer lives as long as its plugin; otherwise one is made for some requests of a connection at a time.
/// </remarks>
public interface IWebObserver
{
    /// <summary>Takes note, a little after the response; those of a connection in order. Should return soon: who falls behind by many holds up the connection.</summary>
    ValueTask OnAnsweredAsync(CompletedWebRequest request, CancellationToken cancellationToken);
}
