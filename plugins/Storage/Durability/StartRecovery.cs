using System.Composition;
using Gantry.Contracts;
using Microsoft.Extensions.Logging;

namespace Gantry.Plugins.Storage;

/// <summary>
/// Has what the catalog lost entered anew before the plugin serves: who stored it was told Success, and may ask for it, or for its commitment, at once. Where the catalog is away
/// that is made up for when it is back.
/// </summary>
[Export]
[method: ImportingConstructor]
public sealed class StartRecovery(ExportFactory<LostInstances> lost, TimeProvider time, ILoggerFactory loggers)
{
    internal static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = loggers.CreateLogger<StartRecovery>();

    /// <summary>Enters it now, or where that fails begins to try it again and again.</summary>
    /// <param name="stopping">Ends the trying: <see cref="IPluginContext.Stopping"/>.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <returns>What goes on in the background, which ends when it went well once or after <paramref name="stopping"/>.</returns>
    /// <exception cref="OperationCanceledException">The start was given up.</exception>
    internal async Task<Task> RunAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        try
        {
            await RecoverAsync(cancellationToken).ConfigureAwait(false);
            return Task.CompletedTask;
        }
#pragma warning disable CA1031 // whatever it is: storage can serve without, and it is tried again
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _logger.RecoveryFailed(failure);
            return RetryAsync(stopping);
        }
    }

    private async Task RetryAsync(CancellationToken stopping)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        await BackgroundWork.RepeatAsync(
            () => RetryInterval,
            async cancellationToken =>
            {
                await RecoverAsync(cancellationToken).ConfigureAwait(false);
                await done.CancelAsync().ConfigureAwait(false);
            },
            _logger.RecoveryFailed,
            time,
            done.Token).ConfigureAwait(false);
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        using var instances = lost.CreateExport();
        if (await instances.Value.RecoverAsync(cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            _logger.Recovered(count);
        }
    }
}
