using Gantry.Host.Listener;

namespace Gantry.Host.Access;

/// <summary>What an association needs to be let in: where it has come from, who judges it, and where it is listed.</summary>
internal sealed record AssociationAccess(AssociationOrigin Origin, AssociationGate Gate, OpenAssociations Associations)
{
    /// <summary>Whether its port takes associations; null where it came by none.</summary>
    public ListenerSwitch? Switch { get; init; }
}
