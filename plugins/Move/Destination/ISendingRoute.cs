using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>A way on which instances are sent.</summary>
internal interface ISendingRoute
{
    /// <summary>True once it is of no use to go on.</summary>
    bool IsGivenUp { get; }

    /// <summary>How many instances may be on their way at a time.</summary>
    int MaximumOperations { get; }

    /// <summary>What sends the instances of a part, the same for all who ask at a time; null once the route is given up.</summary>
    Task<IInstanceSender?> OpenAsync(AssociationPart part, CancellationToken cancellationToken);
}
