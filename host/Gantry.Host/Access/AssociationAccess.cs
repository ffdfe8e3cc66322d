using Gantry.Host.Listener;

namespace Gantry.Host.Access;

/// <summary>What an association needs to be let in: where it has come from, who judges it, and where it is listed.</summary>
internal sealed record AssociationAccess(AssociationOrigin Origin, AssociationGate Gate, OpenAssociations Associations);
