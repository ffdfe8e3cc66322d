namespace Gantry.Dicom.Network;

/// <content>The association.</content>
internal sealed partial class StoreWorker
{
    private volatile bool _hasAnswered;

    private bool IsFitting(StoreInstance instance) =>
        _lease is { } lease && lease.Association.IsEstablished && lease.Contexts.Offers(instance.SopClass, instance.TransferSyntax);

    private async Task OpenForAsync(StoreInstance instance, CancellationToken cancellationToken)
    {
        for (var attempt = 1; !IsFitting(instance); attempt++)
        {
            try
            {
                await OpenAsync(contexts.Add(instance.SopClass, instance.TransferSyntax), cancellationToken).ConfigureAwait(false);
            }
            catch (AssociationException fault) when (retry.IsWorth(fault, attempt))
            {
                await retry.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task OpenAsync(ContextSet needed, CancellationToken cancellationToken)
    {
        await DisposeAsync().ConfigureAwait(false);
        _hasAnswered = false;
        _lease = await pool.RentAsync(needed, cancellationToken).ConfigureAwait(false);
    }
}
