using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Move;

/// <summary>What the plugin does when it starts and stops.</summary>
[Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class MoveLifecycle(DecodingFolder decoding, ResumeWorker worker) : IPluginLifecycle
{
    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        decoding.Prepare();
        worker.Start();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken) => await worker.EndAsync().ConfigureAwait(false);
}
