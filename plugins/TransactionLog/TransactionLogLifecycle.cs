using System.Composition;
using Gantry.Contracts;
using Gantry.Plugins.TransactionLog.Audit;

namespace Gantry.Plugins.TransactionLog;

/// <summary>Starts and stops what works in the background.</summary>
[Export(typeof(IPluginLifecycle)), Shared]
[method: ImportingConstructor]
public sealed class TransactionLogLifecycle(LogWriter writer, LogSweeper sweeper, AuditService audit) : IPluginLifecycle
{
    /// <inheritdoc/>
    public ValueTask StartAsync(CancellationToken cancellationToken)
    {
        writer.Start();
        sweeper.Start();
        audit.Start();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync(CancellationToken cancellationToken)
    {
        await audit.StopAsync(cancellationToken).ConfigureAwait(false);
        await sweeper.StopAsync().ConfigureAwait(false);
        await writer.StopAsync(cancellationToken).ConfigureAwait(false);
    }
}
