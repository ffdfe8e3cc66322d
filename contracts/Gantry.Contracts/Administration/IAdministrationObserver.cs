namespace Gantry.Contracts;

/// <summary>Is told of every action of administrators and users. Any number of plugins may export one.</summary>
/// <remarks>
/// Called after the action, before it is answered. An exception is logged and dropped. Exported <c>[Shared]</c>, one observer lives as long as its plugin; otherwise one
/// is made for each action.
/// </remarks>
public interface IAdministrationObserver
{
    /// <summary>Takes note; should return soon.</summary>
    ValueTask OnActedAsync(AdministrativeAction action, CancellationToken cancellationToken);
}
