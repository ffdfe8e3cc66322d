using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.MediaCreation;

/// <summary>The queue for work in the background.</summary>
[Export, Shared]
[method: ImportingConstructor]
public sealed class Queue(ExportFactory<QueuePart> parts) : BackgroundJobQueue
{
    /// <inheritdoc/>
    protected override (IJobQueue Queue, IDisposable Lease) Open()
    {
        var part = parts.CreateExport();
        return (part.Value.Queue, part);
    }
}
