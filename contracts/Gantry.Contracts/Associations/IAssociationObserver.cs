namespace Gantry.Contracts;

/// <summary>Is told of every association that has ended. Any number of plugins may export one.</summary>
/// <remarks>
/// Called from many threads at once, after the observers of the association's operations. An exception is logged and dropped. Exported <c>[Shared]</c>, one
/// observer lives as long as its plugin; otherwise one is made for each association.
/// </remarks>
public interface IAssociationObserver
{
    /// <summary>Takes note; should return soon.</summary>
    ValueTask OnEndedAsync(CompletedAssociation association, CancellationToken cancellationToken);
}
