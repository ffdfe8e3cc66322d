using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.MediaCreation;

/// <summary>Holds the queue for one call.</summary>
[Export]
[method: ImportingConstructor]
public sealed class QueuePart(IMediaQueue queue)
{
    /// <summary>The queue.</summary>
    internal IMediaQueue Queue => queue;
}
