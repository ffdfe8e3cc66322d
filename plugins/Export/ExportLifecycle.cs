using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Export;

/// <summary>Makes the plugin's folder ready.</summary>
[Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class ExportLifecycle(ExportFolder folder) : IPluginLifecycle
{
    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        folder.Prepare();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask StopAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
