using System.Composition;
using Gantry.Contracts;

namespace Gantry.Plugins.Retention;

/// <summary>Deletes what persons choose, one deletion after the other.</summary>
[Export(typeof(IInstanceDeletion)), Export, Shared]
[method: ImportingConstructor]
public sealed class DeletionService(ExportFactory<ChosenDeletion> deletions, DeletionBook book) : IInstanceDeletion, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <inheritdoc/>
    public async ValueTask<DeletionPlan?> PlanAsync(DeletionChoice choice, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choice);
        using var chosen = deletions.CreateExport();
        return (await chosen.Value.LookAsync(choice, "", "", cancellationToken).ConfigureAwait(false))?.Plan;
    }

    /// <inheritdoc/>
    public async ValueTask<DeletionPlan?> DeleteAsync(DeletionChoice choice, string user, string reason, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentException.ThrowIfNullOrWhiteSpace(user);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var chosen = deletions.CreateExport();
            if (await chosen.Value.LookAsync(choice, user, reason, cancellationToken).ConfigureAwait(false) is not var (plan, order))
            {
                return null;
            }

            if (plan.Obstacles.IsEmpty)
            {
                await chosen.Value.DeleteAsync(order).ConfigureAwait(false);
            }

            return plan;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends what was interrupted.</summary>
    internal async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (!book.HasAny())
        {
            return; // the catalog may be away, and nobody asks for it
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var chosen = deletions.CreateExport();
            await chosen.Value.ResumeAsync().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}
