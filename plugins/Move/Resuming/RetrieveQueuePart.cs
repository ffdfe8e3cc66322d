using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>Holds the queue for one call.</summary>
[Export]
[method: ImportingConstructor]
public sealed class RetrieveQueuePart(IRetrieveQueue queue)
{
    /// <summary>The queue.</summary>
    internal IRetrieveQueue Queue => queue;
}
