using System.Collections.Immutable;

namespace Gantry.Dicom.Network;

/// <summary>What an association is proposed with.</summary>
internal sealed class ContextSet
{
    private readonly HashSet<(Uid AbstractSyntax, TransferSyntax TransferSyntax, ServiceRoles Roles)> _offers;

    public ContextSet(IEnumerable<ProposedContext> contexts)
    {
        Contexts = [.. contexts];
        _offers = [.. Contexts.SelectMany(context => context.TransferSyntaxes, (context, syntax) => (context.AbstractSyntax, syntax, context.Roles))];
    }

    public ImmutableArray<ProposedContext> Contexts { get; }

    /// <summary>True where whatever the other one offers is offered here, too.</summary>
    public bool Covers(ContextSet other) => other._offers.IsSubsetOf(_offers);

    /// <summary>True where an instance can have been offered as it is.</summary>
    public bool Offers(Uid sopClass, TransferSyntax transferSyntax) => _offers.Contains((sopClass, transferSyntax, ServiceRoles.Scu));
}
